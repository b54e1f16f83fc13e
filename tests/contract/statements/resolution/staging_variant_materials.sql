-- The materials on child rows, where they differ from the product's.
-- in: item, line, own_list; out: as the table
SELECT
    line.staging_variant_id,
    item.item_name AS material_name,
    item.item_key AS material_key,
    item.percentage
FROM item
INNER JOIN line ON item.row_number = line.row_number
INNER JOIN own_list ON item.row_number = own_list.row_number AND item.column_name = own_list.column_name
WHERE item.column_name = 'Materials Percentages' AND line.is_variant
ORDER BY item.row_number, item.item_number
