-- Compare the eco claims of variants under existing products with the rows that give them, as whole lists.
-- in: job_id; out: adds to differences. A list that equals the product's is no override,
-- so it says nothing; another one compares with the variant's own.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, stored)
WITH given AS (
    SELECT
        matched.staging_variant_id,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_variants AS matched
    INNER JOIN staging_variant_eco_claims AS staged ON staged.staging_variant_id = matched.staging_variant_id
    LEFT JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.product_is_existing
    GROUP BY matched.staging_variant_id
),

own AS (
    SELECT
        owned.variant_id,
        array_agg(owned.eco_claim_id ORDER BY owned.eco_claim_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM variant_eco_claims AS owned
    INNER JOIN brand_eco_claims AS entity ON entity.id = owned.eco_claim_id
    WHERE owned.variant_id IN (SELECT matched.variant_id FROM matched_variants AS matched WHERE matched.is_existing)
    GROUP BY owned.variant_id
),

base AS (
    SELECT
        owned.product_id,
        array_agg(owned.eco_claim_id ORDER BY owned.eco_claim_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM product_eco_claims AS owned
    INNER JOIN brand_eco_claims AS entity ON entity.id = owned.eco_claim_id
    WHERE owned.product_id IN (SELECT matched.product_id FROM matched_products AS matched WHERE matched.is_existing)
    GROUP BY owned.product_id
)

SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    'eco_claims',
    CASE WHEN matched.is_existing THEN 'product.exists' END,
    coalesce(own.names, base.names)
FROM given
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = given.staging_variant_id
LEFT JOIN own ON own.variant_id = matched.variant_id
LEFT JOIN base ON base.product_id = matched.product_id
WHERE given.entities IS DISTINCT FROM base.entities AND given.entities IS DISTINCT FROM own.entities
