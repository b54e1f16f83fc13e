-- Remove what the eco claims of products lose; each list is replaced as a whole.
-- in: job_id; out: removes from product_eco_claims.
DELETE FROM product_eco_claims AS owned
USING changes AS change
WHERE
    owned.product_id = change.product_id
    AND change.target = 'eco_claims'
    AND change.staging_variant_id IS NULL
    AND NOT EXISTS (
        SELECT FROM staging_product_eco_claims AS staged
        INNER JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_product_id = change.staging_product_id
            AND name.entity_id = owned.eco_claim_id
    )
