-- Write the tags of the new products.
-- in: job_id; out: adds to product_tags. No two names of one are the same.
INSERT INTO product_tags (product_id, tag_id)
SELECT matched.product_id, name.entity_id
FROM staging_product_tags AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
