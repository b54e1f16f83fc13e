-- Compare the eco claims of variants with the rows that give or empty them, as whole lists.
-- in: job_id; out: adds to changes.
INSERT INTO changes (staging_product_id, staging_variant_id, row_number, product_id, variant_id, target, stored, given)
WITH given AS (
    SELECT
        staged.staging_variant_id,
        array_agg(DISTINCT coalesce(name.entity_id, name.new_id)) AS entities,
        string_agg(DISTINCT coalesce(catalog.name, name.name), chr(30)) AS names
    FROM staging_variant_eco_claims AS staged
    INNER JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_variant_id
),

told AS (
    SELECT
        matched.*,
        given.entities,
        given.names
    FROM matched_variants AS matched
    INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
    INNER JOIN staging_product_variants AS staged ON staged.staging_id = matched.staging_variant_id
    LEFT JOIN given ON given.staging_variant_id = matched.staging_variant_id
    WHERE
        staged.job_id = CAST(:job_id AS uuid)
        AND NOT owner.is_failed
        AND (given.staging_variant_id IS NOT NULL OR 'eco_claims' = ANY(staged.cleared))
),

stored AS (
    SELECT
        owned.variant_id,
        array_agg(owned.eco_claim_id ORDER BY owned.eco_claim_id) AS entities,
        string_agg(entity.name, chr(30) ORDER BY entity.name) AS names
    FROM variant_eco_claims AS owned
    INNER JOIN brand_eco_claims AS entity ON entity.id = owned.eco_claim_id
    WHERE owned.variant_id IN (SELECT told.variant_id FROM told)
    GROUP BY owned.variant_id
)

SELECT
    matched.staging_product_id,
matched.staging_variant_id,
matched.row_number,
matched.product_id,
matched.variant_id,
    'eco_claims',
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.variant_id = matched.variant_id
WHERE matched.entities IS DISTINCT FROM stored.entities
