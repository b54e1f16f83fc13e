-- The materials on the parent row of each product.
-- in: item, line; out: as the table
SELECT
    line.staging_product_id,
    item.item_name AS material_name,
    item.item_key AS material_key,
    item.percentage
FROM item
INNER JOIN line ON item.row_number = line.row_number
WHERE item.column_name = 'Materials Percentages' AND line.role IN ('parent', 'orphan')
ORDER BY item.row_number, item.item_number
