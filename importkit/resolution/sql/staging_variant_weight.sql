-- The weight on child rows, where they differ from the product's.
-- in: line, sheet, own_number; out: as the table
SELECT
    line.staging_variant_id,
    split_part(sheet."Grams Weight", ' ', 1) AS weight,
    nullif(split_part(sheet."Grams Weight", ' ', 2), '') AS weight_unit
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
INNER JOIN own_number ON line.row_number = own_number.row_number AND own_number.has_weight
WHERE line.is_variant AND sheet."Grams Weight" IS NOT NULL
ORDER BY line.row_number
