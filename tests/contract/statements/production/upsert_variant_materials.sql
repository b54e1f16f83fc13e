-- Write the materials that variants get, new ones and those with another percentage.
-- in: job_id; out: adds to and changes variant_materials. Names that a mapping makes the same add up.
INSERT INTO variant_materials AS owned (variant_id, brand_material_id, percentage)
SELECT change.variant_id, name.entity_id, sum(staged.percentage)
FROM changes AS change
INNER JOIN staging_variant_materials AS staged ON staged.staging_variant_id = change.staging_variant_id
INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'materials' AND change.staging_variant_id IS NOT NULL
GROUP BY change.variant_id, name.entity_id
ON CONFLICT (variant_id, brand_material_id) DO UPDATE
SET percentage = excluded.percentage
WHERE owned.percentage IS DISTINCT FROM excluded.percentage
