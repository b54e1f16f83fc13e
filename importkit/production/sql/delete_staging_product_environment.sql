-- Delete what was staged for committed products.
-- in: job_id; out: removes from staging_product_environment.
DELETE FROM staging_product_environment AS staged
USING matched_products AS product
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND product.staging_product_id = staged.staging_product_id
    AND NOT product.is_failed
