-- row.image-only: rows that only carry another picture of their product.
-- in: line; out: row, column
SELECT row_number AS row, 'Image' AS "column"
FROM line
WHERE role = 'image'
ORDER BY row_number
