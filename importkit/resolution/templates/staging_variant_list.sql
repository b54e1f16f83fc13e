-- The $nouns on child rows, where they differ from the product's.
-- in: item, line, own_list; out: as the table
SELECT
    line.staging_variant_id,
    item.item_name AS ${kind}_name,
    item.item_key AS ${kind}_key$amount
FROM item
INNER JOIN line ON item.row_number = line.row_number
INNER JOIN own_list ON item.row_number = own_list.row_number AND item.column_name = own_list.column_name
WHERE item.column_name = '$column' AND line.is_variant
ORDER BY item.row_number, item.item_number
