-- Remove the environments of products that nothing is left of.
-- in: nothing; out: removes from product_environment.
DELETE FROM product_environment AS owned
USING changes AS change
WHERE
    owned.product_id = change.product_id
    AND change.target IN ('carbon_kg_co2e', 'water_liters')
    AND change.staging_variant_id IS NULL
    AND owned.carbon_kg_co2e IS NULL
    AND owned.water_liters IS NULL
