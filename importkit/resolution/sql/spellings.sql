-- The lists of a sheet repeat: each spelling gets a number, so that it is taken apart once.
-- in: list_cell
-- out: spelling (cell, spelling)
CREATE TABLE spelling AS
SELECT cell, row_number() OVER () AS spelling
FROM (SELECT DISTINCT cell FROM list_cell)
