-- Write the materials that products get, new ones and those with another percentage.
-- in: job_id; out: adds to and changes product_materials. Names that a mapping makes the same add up.
INSERT INTO product_materials AS owned (product_id, brand_material_id, percentage)
SELECT change.product_id, name.entity_id, sum(staged.percentage)
FROM changes AS change
INNER JOIN staging_product_materials AS staged ON staged.staging_product_id = change.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'materials' AND change.staging_variant_id IS NULL
GROUP BY change.product_id, name.entity_id
ON CONFLICT (product_id, brand_material_id) DO UPDATE
SET percentage = excluded.percentage
WHERE owned.percentage IS DISTINCT FROM excluded.percentage
