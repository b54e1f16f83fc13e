-- The environment values on child rows, where they differ from the product's.
-- in: line, sheet, own_number; out: as the table
SELECT
    line.staging_variant_id,
    sheet."Kilograms CO2" AS carbon_kg_co2e,
    sheet."Liters Water Used" AS water_liters
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
INNER JOIN own_number ON line.row_number = own_number.row_number AND own_number.has_environment
WHERE line.is_variant AND coalesce(sheet."Kilograms CO2", sheet."Liters Water Used") IS NOT NULL
ORDER BY line.row_number
