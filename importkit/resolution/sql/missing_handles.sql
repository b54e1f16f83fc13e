-- handle.missing: a row without a handle that looks like a product of its own.
-- in: stranger; out: row, column, differing, other_row
SELECT row_number AS row, 'Product Handle' AS "column", differing, group_id AS other_row
FROM stranger
WHERE NOT has_handle
ORDER BY row_number
