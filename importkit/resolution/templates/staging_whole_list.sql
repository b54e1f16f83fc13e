-- The $nouns of each product, from the row that speaks of them.
-- in: item, line, speaker; out: as the table
SELECT
    line.staging_product_id,
    item.item_name AS ${kind}_name,
    item.item_key AS ${kind}_key$amount
FROM item
INNER JOIN line ON item.row_number = line.row_number
INNER JOIN speaker ON line.group_id = speaker.group_id AND item.row_number = speaker.${field}_row
WHERE item.column_name = '$column'
ORDER BY item.row_number, item.item_number
