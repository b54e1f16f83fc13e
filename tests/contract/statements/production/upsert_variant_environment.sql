-- Write the environments that variants get; of the values of a record, only what changes.
-- in: nothing; out: adds to and changes variant_environment.
INSERT INTO variant_environment AS owned (variant_id, carbon_kg_co2e, water_liters)
SELECT
    given.variant_id,
    CASE WHEN given.sets_carbon_kg_co2e THEN given.carbon_kg_co2e ELSE stored.carbon_kg_co2e END,
    CASE WHEN given.sets_water_liters THEN given.water_liters ELSE stored.water_liters END
FROM (
    SELECT
        change.variant_id,
        bool_or(change.target = 'carbon_kg_co2e') AS sets_carbon_kg_co2e,
        bool_or(change.target = 'water_liters') AS sets_water_liters,
        CAST(max(change.given) FILTER (WHERE change.target = 'carbon_kg_co2e') AS numeric) AS carbon_kg_co2e,
        CAST(max(change.given) FILTER (WHERE change.target = 'water_liters') AS numeric) AS water_liters
    FROM changes AS change
    WHERE change.target IN ('carbon_kg_co2e', 'water_liters') AND change.staging_variant_id IS NOT NULL
    GROUP BY change.variant_id
) AS given
LEFT JOIN variant_environment AS stored ON stored.variant_id = given.variant_id
ON CONFLICT (variant_id) DO UPDATE
SET carbon_kg_co2e = excluded.carbon_kg_co2e, water_liters = excluded.water_liters
WHERE
    (owned.carbon_kg_co2e, owned.water_liters) IS DISTINCT FROM (excluded.carbon_kg_co2e, excluded.water_liters)
