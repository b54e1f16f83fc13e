-- Write the weights that variants get, new or other ones.
-- in: job_id; out: adds to and changes variant_weight.
INSERT INTO variant_weight AS owned (variant_id, weight, weight_unit)
SELECT change.variant_id, staged.weight, staged.weight_unit
FROM changes AS change
INNER JOIN staging_variant_weight AS staged ON staged.staging_variant_id = change.staging_variant_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'weight' AND change.staging_variant_id IS NOT NULL
ON CONFLICT (variant_id) DO UPDATE
SET weight = excluded.weight, weight_unit = excluded.weight_unit
WHERE (owned.weight, owned.weight_unit) IS DISTINCT FROM (excluded.weight, excluded.weight_unit)
