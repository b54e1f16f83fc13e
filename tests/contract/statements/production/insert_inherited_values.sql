-- Find what the products have of the values that rows give their variants or empty.
-- in: nothing; out: adds to inherited_values. The two environment values are one record, and so are
-- the places of a list: a variant has either of its own as a whole.
INSERT INTO inherited_values (variant_id, target, "position", has_own, keeps_own, before, after)
WITH given AS (
    SELECT
        product_id,
        variant_id,
        target,
        "position",
        stored,
        bool_or(given IS NOT NULL) OVER whole AS is_given,
        count(stored) OVER whole AS touched
    FROM changes
    WHERE staging_variant_id IS NOT NULL AND target NOT IN ('sku', 'barcode')
    WINDOW
        whole AS (
            PARTITION BY
                variant_id, CASE WHEN target IN ('carbon_kg_co2e', 'water_liters') THEN 'environment' ELSE target END
        )
),

owner AS (SELECT DISTINCT given.product_id AS id FROM given),

own_journey_steps AS (
    SELECT owned.variant_id, count(DISTINCT owned.sort_index) AS places
    FROM variant_journey_steps AS owned
    WHERE owned.variant_id IN (SELECT given.variant_id FROM given WHERE given.target = 'journey_steps')
    GROUP BY owned.variant_id
),

held AS (
    SELECT
        given.*,
        CASE
            WHEN given.target = 'journey_steps' THEN coalesce(own_journey_steps.places, 0)
            WHEN given.target IN ('carbon_kg_co2e', 'water_liters')
                THEN num_nonnulls(environment.carbon_kg_co2e, environment.water_liters)
            ELSE num_nonnulls(given.stored)
        END AS own
    FROM given
    LEFT JOIN own_journey_steps ON own_journey_steps.variant_id = given.variant_id
    LEFT JOIN variant_environment AS environment ON environment.variant_id = given.variant_id
),

base AS (
    SELECT owner.id AS product_id, single.target, 0 AS "position", single.value
    FROM owner
    INNER JOIN products AS product ON product.id = owner.id
    LEFT JOIN product_weight AS weight ON weight.product_id = owner.id
    LEFT JOIN product_environment AS environment ON environment.product_id = owner.id
    CROSS JOIN LATERAL (
        VALUES
        ('name', product.name),
        ('description', product.description),
        ('image_path', product.image_path),
        ('weight', trim_scale(weight.weight) || ' ' || weight.weight_unit),
        ('carbon_kg_co2e', CAST(trim_scale(environment.carbon_kg_co2e) AS text)),
        ('water_liters', CAST(trim_scale(environment.water_liters) AS text))
    ) AS single (target, value)
    UNION ALL
    SELECT
        owned.product_id,
        'materials',
        0,
        string_agg(
            entity.name || coalesce(': ' || trim_scale(owned.percentage) || '%', ''), chr(30) ORDER BY entity.name
        )
    FROM product_materials AS owned
    INNER JOIN brand_materials AS entity ON entity.id = owned.brand_material_id
    WHERE owned.product_id IN (SELECT owner.id FROM owner)
    GROUP BY owned.product_id
    UNION ALL
    SELECT owned.product_id, 'journey_steps', owned.sort_index, string_agg(entity.name, chr(30) ORDER BY entity.name)
    FROM product_journey_steps AS owned
    INNER JOIN brand_facilities AS entity ON entity.id = owned.facility_id
    WHERE owned.product_id IN (SELECT owner.id FROM owner)
    GROUP BY owned.product_id, owned.sort_index
    UNION ALL
    SELECT owned.product_id, 'eco_claims', 0, string_agg(entity.name, chr(30) ORDER BY entity.name)
    FROM product_eco_claims AS owned
    INNER JOIN brand_eco_claims AS entity ON entity.id = owned.eco_claim_id
    WHERE owned.product_id IN (SELECT owner.id FROM owner)
    GROUP BY owned.product_id
),

of_product AS (
    SELECT DISTINCT product_id, target, "position", given
    FROM changes
    WHERE staging_variant_id IS NULL
)

SELECT
    held.variant_id,
    held.target,
    held."position",
    held.own > 0,
    held.is_given OR held.own > held.touched,
    base.value,
    CASE WHEN of_product.product_id IS NULL THEN base.value ELSE of_product.given END
FROM held
LEFT JOIN base
    ON base.product_id = held.product_id AND base.target = held.target AND base."position" = held."position"
LEFT JOIN of_product
    ON
        of_product.product_id = held.product_id
        AND of_product.target = held.target
        AND of_product."position" = held."position"
