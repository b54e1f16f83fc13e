-- Add what the tags of products gain.
-- in: job_id; out: adds to product_tags. Names that a mapping makes the same count once.
INSERT INTO product_tags (product_id, tag_id)
SELECT change.product_id, name.entity_id
FROM changes AS change
INNER JOIN staging_product_tags AS staged ON staged.staging_product_id = change.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'tags' AND change.staging_variant_id IS NULL
ON CONFLICT DO NOTHING
