-- row.orphan: rows above the first handle, when products are created.
-- in: line; out: row, column
SELECT row_number AS row, 'Product Handle' AS "column"
FROM line
WHERE role = 'orphan'
ORDER BY row_number
