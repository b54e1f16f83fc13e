-- Put the environments of variants back; of the values of a record, only what goes back.
-- in: nothing; out: adds to and changes variant_environment.
INSERT INTO variant_environment AS owned (variant_id, carbon_kg_co2e, water_liters)
SELECT
    former.entity_id,
    CASE WHEN former.sets_carbon_kg_co2e THEN former.carbon_kg_co2e ELSE present.carbon_kg_co2e END,
    CASE WHEN former.sets_water_liters THEN former.water_liters ELSE present.water_liters END
FROM (
    SELECT
        item.entity_id,
        bool_or(item.target = 'carbon_kg_co2e') AS sets_carbon_kg_co2e,
        bool_or(item.target = 'water_liters') AS sets_water_liters,
        CAST(max(item.stored #>> '{}') FILTER (WHERE item.target = 'carbon_kg_co2e') AS numeric) AS carbon_kg_co2e,
        CAST(max(item.stored #>> '{}') FILTER (WHERE item.target = 'water_liters') AS numeric) AS water_liters
    FROM undo_items AS item
    WHERE
        item.kind = 'variant'
        AND item.target IN ('carbon_kg_co2e', 'water_liters')
        AND item.outcome = 'reversed'
    GROUP BY item.entity_id
) AS former
LEFT JOIN variant_environment AS present ON present.variant_id = former.entity_id
ON CONFLICT (variant_id) DO UPDATE
SET carbon_kg_co2e = excluded.carbon_kg_co2e, water_liters = excluded.water_liters
