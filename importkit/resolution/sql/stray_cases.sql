-- row.stray: rows that belong to no product, on their first filled cell.
-- in: stray; out: row, column
SELECT row_number AS row, column_name AS "column"
FROM stray
ORDER BY row_number
