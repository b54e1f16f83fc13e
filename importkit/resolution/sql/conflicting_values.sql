-- product.conflicting-values: rows of one product that say different things of it, on each of their cells.
-- in: product_say; out: row, column
WITH disputed AS (
    SELECT group_id, column_name
    FROM product_say
    GROUP BY group_id, column_name
    HAVING count(DISTINCT content) + max(CAST(content IS NULL AS INTEGER)) > 1
)

SELECT product_say.row_number AS row, product_say.column_name AS "column"
FROM product_say
INNER JOIN disputed ON product_say.group_id = disputed.group_id AND product_say.column_name = disputed.column_name
ORDER BY product_say.row_number, product_say.column_name
