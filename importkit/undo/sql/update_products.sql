-- Put the single values of products back, and who changed them last.
-- in: nothing; out: changes products. A job that is gone since is nobody.
UPDATE products AS product
SET
    name = CASE WHEN 'name' = ANY(former.targets) THEN former.state ->> 'name' ELSE product.name END,
    description = CASE
        WHEN 'description' = ANY(former.targets) THEN former.state ->> 'description' ELSE product.description
    END,
    image_path = CASE
        WHEN 'image_path' = ANY(former.targets) THEN former.state ->> 'image_path' ELSE product.image_path
    END,
    manufacturer_id = CASE
        WHEN 'manufacturer' = ANY(former.targets) THEN CAST(former.state ->> 'manufacturer' AS uuid)
        ELSE product.manufacturer_id
    END,
    category_id = CASE
        WHEN 'category' = ANY(former.targets) THEN CAST(former.state ->> 'category' AS uuid)
        ELSE product.category_id
    END,
    season_id = CASE
        WHEN 'season' = ANY(former.targets) THEN CAST(former.state ->> 'season' AS uuid) ELSE product.season_id
    END,
    last_import_job_id = CASE
        WHEN 'last_import_job_id' = ANY(former.targets) THEN job.id ELSE product.last_import_job_id
    END,
    updated_at = now()
FROM (
    SELECT entity_id, array_agg(target) AS targets, jsonb_object_agg(target, stored) AS state
    FROM undo_items
    WHERE kind = 'product' AND target <> '' AND outcome = 'reversed'
    GROUP BY entity_id
) AS former
LEFT JOIN import_jobs AS job ON job.id = CAST(former.state ->> 'last_import_job_id' AS uuid)
WHERE product.id = former.entity_id
