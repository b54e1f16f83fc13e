-- Find rows that give a variant one environment value of its own while its product's other one, which it then
-- hides, is left behind.
-- in: nothing; out: a row per cell, in the order of the sheet.
WITH changed AS (
    SELECT
        staging_variant_id,
        bool_or(target = 'carbon_kg_co2e') AS sets_carbon,
        bool_or(target = 'water_liters') AS sets_water,
        max(given) FILTER (WHERE target = 'carbon_kg_co2e') AS carbon,
        max(given) FILTER (WHERE target = 'water_liters') AS water
    FROM changes
    WHERE staging_variant_id IS NOT NULL AND target IN ('carbon_kg_co2e', 'water_liters')
    GROUP BY staging_variant_id
),

base_changed AS (
    SELECT
        product_id,
        bool_or(target = 'carbon_kg_co2e') AS sets_carbon,
        bool_or(target = 'water_liters') AS sets_water,
        max(given) FILTER (WHERE target = 'carbon_kg_co2e') AS carbon,
        max(given) FILTER (WHERE target = 'water_liters') AS water
    FROM changes
    WHERE staging_variant_id IS NULL AND target IN ('carbon_kg_co2e', 'water_liters')
    GROUP BY product_id
),

afterwards AS (
    SELECT
        matched.row_number,
        changed.carbon AS given_carbon,
        changed.water AS given_water,
        CASE WHEN changed.sets_carbon THEN changed.carbon ELSE CAST(trim_scale(own.carbon_kg_co2e) AS text) END AS carbon,
        CASE WHEN changed.sets_water THEN changed.water ELSE CAST(trim_scale(own.water_liters) AS text) END AS water,
        CASE WHEN base_changed.sets_carbon THEN base_changed.carbon ELSE CAST(trim_scale(base.carbon_kg_co2e) AS text) END
            AS base_carbon,
        CASE WHEN base_changed.sets_water THEN base_changed.water ELSE CAST(trim_scale(base.water_liters) AS text) END
            AS base_water
    FROM changed
    INNER JOIN matched_variants AS matched ON matched.staging_variant_id = changed.staging_variant_id
    LEFT JOIN base_changed ON base_changed.product_id = matched.product_id
    LEFT JOIN variant_environment AS own ON own.variant_id = matched.variant_id
    LEFT JOIN product_environment AS base ON base.product_id = matched.product_id
)

SELECT row_number, 'carbon_kg_co2e' AS target, 'Liters Water Used' AS hidden, base_water AS hidden_value
FROM afterwards
WHERE given_carbon IS NOT NULL AND water IS NULL AND base_water IS NOT NULL
UNION ALL
SELECT row_number, 'water_liters', 'Kilograms CO2', base_carbon
FROM afterwards
WHERE given_water IS NOT NULL AND carbon IS NULL AND base_carbon IS NOT NULL
ORDER BY row_number
