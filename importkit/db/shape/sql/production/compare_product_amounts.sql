-- Compare the $nouns of existing products with the rows that give them, as whole lists with ${amount}s.
-- in: job_id; out: adds to differences. Names that a mapping makes the same add up.
INSERT INTO differences (staging_product_id, row_number, target, code, stored)
WITH item AS (
    SELECT
        matched.staging_product_id,
        matched.row_number,
        matched.product_id,
        name.entity_id,
        sum(staged.$amount) AS $amount
    FROM matched_products AS matched
    INNER JOIN $staging AS staged ON staged.staging_product_id = matched.staging_product_id
    LEFT JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.is_existing
    GROUP BY matched.staging_product_id, matched.row_number, matched.product_id, name.entity_id
),

given AS (
    SELECT
        staging_product_id,
        row_number,
        product_id,
        array_agg(entity_id || ' ' || coalesce(CAST($amount AS text), '') ORDER BY entity_id) AS entities
    FROM item
    GROUP BY staging_product_id, row_number, product_id
),

stored AS (
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
    WHERE owned.product_id IN (SELECT given.product_id FROM given)
    GROUP BY owned.product_id
)

SELECT given.staging_product_id, given.row_number, '$field', 'product.exists', stored.names
FROM given
LEFT JOIN stored ON stored.product_id = given.product_id
WHERE given.entities IS DISTINCT FROM stored.entities
