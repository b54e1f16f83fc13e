-- The tags on the first row of each product.
-- in: item, line; out: as the table
SELECT
    uuidv7()::VARCHAR AS staging_id,
    line.staging_product_id,
    item.item_name AS tag_name,
    item.item_key AS tag_key
FROM item
INNER JOIN line ON item.row_number = line.row_number
WHERE item.column_name = 'Tags' AND line.row_number = line.group_id
ORDER BY item.row_number, item.item_number
