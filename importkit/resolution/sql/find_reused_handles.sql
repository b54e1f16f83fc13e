-- handle.duplicate: a handle that two products use, told apart by their title, or by their title and their
-- manufacturer, category or season.
-- in: grouped, sheet, stranger; out: row, column, other, other_row
WITH reused AS (
    SELECT row_number, first_row
    FROM grouped
    WHERE row_number = group_id AND row_number <> first_row
    UNION ALL
    SELECT row_number, group_id
    FROM stranger
    WHERE has_handle
)

SELECT
    reused.row_number AS row,
    'Product Handle' AS "column",
    first_row.row_number AS other_row,
    coalesce(first_row."Product Title", first_row."Product Handle") AS other
FROM reused
INNER JOIN sheet ON reused.row_number = sheet.row_number
INNER JOIN sheet AS first_row ON reused.first_row = first_row.row_number
WHERE sheet."Product Handle" IS NOT NULL
ORDER BY reused.row_number
