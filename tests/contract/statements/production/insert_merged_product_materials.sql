-- Write the materials of the new products.
-- in: job_id; out: adds to product_materials. Names that a mapping makes the same add up.
INSERT INTO product_materials (product_id, brand_material_id, percentage)
SELECT matched.product_id, name.entity_id, sum(staged.percentage)
FROM staging_product_materials AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
GROUP BY matched.product_id, name.entity_id
