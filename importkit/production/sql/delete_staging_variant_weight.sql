-- Delete what was staged for the variants of committed products.
-- in: job_id; out: removes from staging_variant_weight.
DELETE FROM staging_variant_weight AS staged
USING matched_variants AS variant
INNER JOIN matched_products AS product ON product.staging_product_id = variant.staging_product_id
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND variant.staging_variant_id = staged.staging_variant_id
    AND NOT product.is_failed
