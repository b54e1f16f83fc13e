-- The journey steps on the parent row of each product.
-- in: item, line, step (the fixed place of each step's column); out: as the table
SELECT
    line.staging_product_id,
    step.sort_index AS sort_index,
    step.step_type AS step_type,
    item.item_name AS facility_name,
    item.item_key AS facility_key
FROM item
INNER JOIN step ON item.column_name = step.column_name
INNER JOIN line ON item.row_number = line.row_number
WHERE line.role IN ('parent', 'orphan')
ORDER BY item.row_number, step.sort_index, item.item_number
