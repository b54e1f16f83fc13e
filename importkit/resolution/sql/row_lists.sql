-- Every list of the sheet with its spelling and its content; a list without items has no content.
-- in: list_cell, spelling, list_content
-- out: row_list (row_number, column_name, spelling, content)
CREATE TABLE row_list AS
SELECT list_cell.row_number, list_cell.column_name, spelling.spelling, list_content.content
FROM list_cell
INNER JOIN spelling ON list_cell.cell = spelling.cell
INNER JOIN list_content ON spelling.spelling = list_content.spelling
