-- Remove the environments of variants that nothing is left of.
-- in: nothing; out: removes from variant_environment.
DELETE FROM variant_environment AS owned
USING changes AS change
WHERE
    owned.variant_id = change.variant_id
    AND change.target IN ('carbon_kg_co2e', 'water_liters')
    AND change.staging_variant_id IS NOT NULL
    AND owned.carbon_kg_co2e IS NULL
    AND owned.water_liters IS NULL
