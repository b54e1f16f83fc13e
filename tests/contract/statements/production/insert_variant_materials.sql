-- Write the materials that new variants have of their own; what equals the stored product is no override.
-- in: job_id; out: adds to variant_materials. No two names of one are the same.
INSERT INTO variant_materials (variant_id, brand_material_id, percentage)
SELECT matched.variant_id, name.entity_id, staged.percentage
FROM staging_variant_materials AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT matched.is_existing
    AND NOT owner.is_failed
    AND (
        NOT matched.product_is_existing
        OR EXISTS (
            SELECT FROM differences AS difference
            WHERE difference.staging_variant_id = matched.staging_variant_id AND difference.target = 'materials'
        )
    )
