-- The weight on the parent row of each product.
-- in: line, sheet; out: as the table
SELECT
    line.staging_product_id,
    split_part(sheet."Grams Weight", ' ', 1) AS weight,
    nullif(split_part(sheet."Grams Weight", ' ', 2), '') AS weight_unit
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
WHERE line.role IN ('parent', 'orphan') AND sheet."Grams Weight" IS NOT NULL
ORDER BY line.row_number
