-- The environment values on the parent row of each product.
-- in: line, sheet; out: as the table
SELECT
    line.staging_product_id,
    sheet."Kilograms CO2" AS carbon_kg_co2e,
    sheet."Liters Water Used" AS water_liters
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
WHERE line.role IN ('parent', 'orphan') AND coalesce(sheet."Kilograms CO2", sheet."Liters Water Used") IS NOT NULL
ORDER BY line.row_number
