-- The $nouns on child rows. They replace the product's as a whole, so a row with one of its own
-- keeps all that it gives.
-- in: item, line, own_list, step (the fixed place of each step's column); out: as the table
WITH own_places AS (
    SELECT DISTINCT own_list.row_number
    FROM own_list
    INNER JOIN step ON own_list.column_name = step.column_name
)

SELECT
    line.staging_variant_id,
    step.sort_index AS $place,
    step.step_type AS $label,
    item.item_name AS ${kind}_name,
    item.item_key AS ${kind}_key
FROM item
INNER JOIN step ON item.column_name = step.column_name
INNER JOIN line ON item.row_number = line.row_number
INNER JOIN own_places ON item.row_number = own_places.row_number
WHERE line.is_variant
ORDER BY item.row_number, step.sort_index, item.item_number
