-- The eco claims on child rows, where they differ from the product's.
-- in: item, line, own_list; out: as the table
SELECT
    line.staging_variant_id,
    item.item_name AS eco_claim_name,
    item.item_key AS eco_claim_key
FROM item
INNER JOIN line ON item.row_number = line.row_number
INNER JOIN own_list ON item.row_number = own_list.row_number AND item.column_name = own_list.column_name
WHERE item.column_name = 'Eco Claims' AND line.is_variant
ORDER BY item.row_number, item.item_number
