-- Add what the eco claims of products gain.
-- in: job_id; out: adds to product_eco_claims. Names that a mapping makes the same count once.
INSERT INTO product_eco_claims (product_id, eco_claim_id)
SELECT change.product_id, name.entity_id
FROM changes AS change
INNER JOIN staging_product_eco_claims AS staged ON staged.staging_product_id = change.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'eco_claims' AND change.staging_variant_id IS NULL
ON CONFLICT DO NOTHING
