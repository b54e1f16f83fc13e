-- Remove what the tags of products lose; each list is replaced as a whole.
-- in: job_id; out: removes from product_tags.
DELETE FROM product_tags AS owned
USING changes AS change
WHERE
    owned.product_id = change.product_id
    AND change.target = 'tags'
    AND change.staging_variant_id IS NULL
    AND NOT EXISTS (
        SELECT FROM staging_product_tags AS staged
        INNER JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_product_id = change.staging_product_id
            AND name.entity_id = owned.tag_id
    )
