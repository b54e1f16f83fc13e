-- Compare the names at each place of the journey steps of variants under existing products with the rows that give them.
-- in: job_id; out: adds to differences. A list that equals the product's is no override, so it says nothing.
-- Another one compares with the variant's own, else the product's: each place is a cell, a blank one says nothing.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, "position", code, stored)
WITH given AS (
    SELECT
        matched.staging_variant_id,
        staged.sort_index,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_variants AS matched
    INNER JOIN staging_variant_journey_steps AS staged ON staged.staging_variant_id = matched.staging_variant_id
    LEFT JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.product_is_existing
    GROUP BY matched.staging_variant_id, staged.sort_index
),

own AS (
    SELECT
        owned.variant_id,
        owned.sort_index,
        array_agg(owned.facility_id ORDER BY owned.facility_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM variant_journey_steps AS owned
    INNER JOIN brand_facilities AS entity ON entity.id = owned.facility_id
    WHERE owned.variant_id IN (SELECT matched.variant_id FROM matched_variants AS matched WHERE matched.is_existing)
    GROUP BY owned.variant_id, owned.sort_index
),

own_whole AS (
    SELECT DISTINCT own.variant_id FROM own
),

base AS (
    SELECT
        owned.product_id,
        owned.sort_index,
        array_agg(owned.facility_id ORDER BY owned.facility_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM product_journey_steps AS owned
    INNER JOIN brand_facilities AS entity ON entity.id = owned.facility_id
    WHERE owned.product_id IN (SELECT matched.product_id FROM matched_products AS matched WHERE matched.is_existing)
    GROUP BY owned.product_id, owned.sort_index
),

given_whole AS (
    SELECT
        given.staging_variant_id,
        array_agg(given.sort_index || ' ' || CAST(given.entities AS text) ORDER BY given.sort_index) AS places
    FROM given
    GROUP BY given.staging_variant_id
),

base_whole AS (
    SELECT
        base.product_id,
        array_agg(base.sort_index || ' ' || CAST(base.entities AS text) ORDER BY base.sort_index) AS places
    FROM base
    GROUP BY base.product_id
)

SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    'journey_steps',
    given.sort_index,
    CASE WHEN matched.is_existing THEN 'product.exists' END,
    CASE WHEN own_whole.variant_id IS NULL THEN base.names ELSE own.names END
FROM given
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = given.staging_variant_id
INNER JOIN given_whole ON given_whole.staging_variant_id = given.staging_variant_id
LEFT JOIN base_whole ON base_whole.product_id = matched.product_id
LEFT JOIN own_whole ON own_whole.variant_id = matched.variant_id
LEFT JOIN own ON own.variant_id = matched.variant_id AND own.sort_index = given.sort_index
LEFT JOIN base ON base.product_id = matched.product_id AND base.sort_index = given.sort_index
WHERE
    given_whole.places IS DISTINCT FROM base_whole.places
    AND (
        NOT matched.is_existing
        OR given.entities IS DISTINCT FROM
        CASE WHEN own_whole.variant_id IS NULL THEN base.entities ELSE own.entities END
    )
