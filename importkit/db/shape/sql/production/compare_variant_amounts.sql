-- Compare the $nouns of variants under existing products with the rows that give them, as whole lists.
-- in: job_id; out: adds to differences. A list that equals the product's is no override,
-- so it says nothing; another one compares with the variant's own; names
-- that a mapping makes the same add up.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, stored)
WITH item AS (
    SELECT matched.staging_variant_id, name.entity_id, sum(staged.$amount) AS $amount
    FROM matched_variants AS matched
    INNER JOIN $staging AS staged ON staged.staging_variant_id = matched.staging_variant_id
    LEFT JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.product_is_existing
    GROUP BY matched.staging_variant_id, name.entity_id
),

given AS (
    SELECT
        staging_variant_id,
        array_agg(entity_id || ' ' || coalesce(CAST($amount AS text), '') ORDER BY entity_id) AS entities
    FROM item
    GROUP BY staging_variant_id
),

own AS (
    SELECT
        owned.variant_id,
        array_agg(
            owned.$entity_id || ' ' || coalesce(CAST(owned.$amount AS text), '')
            ORDER BY owned.$entity_id
        ) AS entities,
        string_agg(
            entity.name || coalesce(': ' || trim_scale(owned.$amount) || '%', ''), ' | ' ORDER BY entity.name_key
        ) AS names
    FROM $variant_table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.variant_id IN (SELECT matched.variant_id FROM matched_variants AS matched WHERE matched.is_existing)
    GROUP BY owned.variant_id
),

base AS (
    SELECT
        owned.product_id,
        array_agg(
            owned.$entity_id || ' ' || coalesce(CAST(owned.$amount AS text), '')
            ORDER BY owned.$entity_id
        ) AS entities,
        string_agg(
            entity.name || coalesce(': ' || trim_scale(owned.$amount) || '%', ''), ' | ' ORDER BY entity.name_key
        ) AS names
    FROM $product_table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.product_id IN (SELECT matched.product_id FROM matched_products AS matched WHERE matched.is_existing)
    GROUP BY owned.product_id
)

SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    '$field',
    CASE WHEN matched.is_existing THEN 'product.exists' END,
    coalesce(own.names, base.names)
FROM given
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = given.staging_variant_id
LEFT JOIN own ON own.variant_id = matched.variant_id
LEFT JOIN base ON base.product_id = matched.product_id
WHERE given.entities IS DISTINCT FROM base.entities AND given.entities IS DISTINCT FROM own.entities
