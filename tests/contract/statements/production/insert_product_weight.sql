-- Write the weights of the new products.
-- in: job_id; out: adds to product_weight.
INSERT INTO product_weight (product_id, weight, weight_unit)
SELECT matched.product_id, staged.weight, staged.weight_unit
FROM staging_product_weight AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
