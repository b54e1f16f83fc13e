-- Write the weights that products get, new or other ones.
-- in: job_id; out: adds to and changes product_weight.
INSERT INTO product_weight AS owned (product_id, weight, weight_unit)
SELECT change.product_id, staged.weight, staged.weight_unit
FROM changes AS change
INNER JOIN staging_product_weight AS staged ON staged.staging_product_id = change.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'weight' AND change.staging_variant_id IS NULL
ON CONFLICT (product_id) DO UPDATE
SET weight = excluded.weight, weight_unit = excluded.weight_unit
WHERE (owned.weight, owned.weight_unit) IS DISTINCT FROM (excluded.weight, excluded.weight_unit)
