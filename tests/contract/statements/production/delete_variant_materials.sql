-- Remove what the materials of variants lose; each list is replaced as a whole.
-- in: job_id; out: removes from variant_materials.
DELETE FROM variant_materials AS owned
USING changes AS change
WHERE
    owned.variant_id = change.variant_id
    AND change.target = 'materials'
    AND change.staging_variant_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM staging_variant_materials AS staged
        INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_variant_id = change.staging_variant_id
            AND name.entity_id = owned.brand_material_id
    )
