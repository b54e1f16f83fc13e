-- The handle of each row's product.
-- in: line, product; out: row_number, product_handle
SELECT line.row_number, product.product_handle
FROM line
INNER JOIN product ON line.group_id = product.group_id
ORDER BY line.row_number
