-- Compare the names at each place of the $nouns of variants under existing products with the rows that give them.
-- in: job_id; out: adds to differences. A list that equals the product's is no override, so it says nothing.
-- Another one compares with the variant's own, else the product's: each place is a cell, a blank one says nothing.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, "position", code, stored)
WITH given AS (
    SELECT
        matched.staging_variant_id,
        staged.$place,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_variants AS matched
    INNER JOIN $staging AS staged ON staged.staging_variant_id = matched.staging_variant_id
    LEFT JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.product_is_existing
    GROUP BY matched.staging_variant_id, staged.$place
),

own AS (
    SELECT
        owned.variant_id,
        owned.$place,
        array_agg(owned.$entity_id ORDER BY owned.$entity_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM $variant_table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.variant_id IN (SELECT matched.variant_id FROM matched_variants AS matched WHERE matched.is_existing)
    GROUP BY owned.variant_id, owned.$place
),

own_whole AS (
    SELECT DISTINCT own.variant_id FROM own
),

base AS (
    SELECT
        owned.product_id,
        owned.$place,
        array_agg(owned.$entity_id ORDER BY owned.$entity_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM $product_table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.product_id IN (SELECT matched.product_id FROM matched_products AS matched WHERE matched.is_existing)
    GROUP BY owned.product_id, owned.$place
),

given_whole AS (
    SELECT
        given.staging_variant_id,
        array_agg(given.$place || ' ' || CAST(given.entities AS text) ORDER BY given.$place) AS places
    FROM given
    GROUP BY given.staging_variant_id
),

base_whole AS (
    SELECT
        base.product_id,
        array_agg(base.$place || ' ' || CAST(base.entities AS text) ORDER BY base.$place) AS places
    FROM base
    GROUP BY base.product_id
)

SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    '$field',
    given.$place,
    CASE WHEN matched.is_existing THEN 'product.exists' END,
    CASE WHEN own_whole.variant_id IS NULL THEN base.names ELSE own.names END
FROM given
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = given.staging_variant_id
INNER JOIN given_whole ON given_whole.staging_variant_id = given.staging_variant_id
LEFT JOIN base_whole ON base_whole.product_id = matched.product_id
LEFT JOIN own_whole ON own_whole.variant_id = matched.variant_id
LEFT JOIN own ON own.variant_id = matched.variant_id AND own.$place = given.$place
LEFT JOIN base ON base.product_id = matched.product_id AND base.$place = given.$place
WHERE
    given_whole.places IS DISTINCT FROM base_whole.places
    AND (
        NOT matched.is_existing
        OR given.entities IS DISTINCT FROM
        CASE WHEN own_whole.variant_id IS NULL THEN base.entities ELSE own.entities END
    )
