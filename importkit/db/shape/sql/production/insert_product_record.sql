-- Write the ${record}s of the new products.
-- in: job_id; out: adds to $table.
INSERT INTO $table (product_id, $columns)
SELECT matched.product_id, $staged_columns
FROM $staging AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
