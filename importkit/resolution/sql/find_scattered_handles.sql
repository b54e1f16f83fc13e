-- handle.scattered: a handle used again after another product, by a row that joins the first one.
-- in: grouped, sheet; out: row, column, other_row
SELECT grouped.row_number AS row, 'Product Handle' AS "column", grouped.first_row AS other_row
FROM grouped
INNER JOIN sheet ON grouped.row_number = sheet.row_number
WHERE
    grouped.row_number = grouped.block_row
    AND grouped.row_number <> grouped.group_id
    AND sheet."Product Handle" IS NOT NULL
ORDER BY grouped.row_number
