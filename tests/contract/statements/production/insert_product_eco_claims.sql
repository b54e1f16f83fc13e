-- Write the eco claims of the new products.
-- in: job_id; out: adds to product_eco_claims. No two names of one are the same.
INSERT INTO product_eco_claims (product_id, eco_claim_id)
SELECT matched.product_id, name.entity_id
FROM staging_product_eco_claims AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
