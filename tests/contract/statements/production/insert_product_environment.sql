-- Write the environments of the new products.
-- in: job_id; out: adds to product_environment.
INSERT INTO product_environment (product_id, carbon_kg_co2e, water_liters)
SELECT matched.product_id, staged.carbon_kg_co2e, staged.water_liters
FROM staging_product_environment AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
