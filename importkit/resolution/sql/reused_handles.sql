-- handle.duplicate: a handle that two products use, told apart by their title, or by their title and their
-- manufacturer, category or season.
-- in: grouped, sheet, stranger; out: row, column, other, other_row
WITH reused AS (
    SELECT later.row_number, earlier.group_id AS other_row
    FROM grouped AS later
    INNER JOIN grouped AS earlier ON later.first_row = earlier.row_number
    WHERE later.row_number = later.start_row AND later.row_number <> later.first_row
    UNION ALL
    SELECT row_number, group_id
    FROM stranger
    WHERE has_handle
)

SELECT
    reused.row_number AS row,
    'Product Handle' AS "column",
    reused.other_row,
    coalesce(other."Product Title", other."Product Handle") AS other
FROM reused
INNER JOIN sheet ON reused.row_number = sheet.row_number
INNER JOIN sheet AS other ON reused.other_row = other.row_number
WHERE sheet."Product Handle" IS NOT NULL
ORDER BY reused.row_number
