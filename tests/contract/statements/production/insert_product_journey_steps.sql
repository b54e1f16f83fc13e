-- Write the journey steps of the new products.
-- in: job_id; out: adds to product_journey_steps. No two names of one are the same.
INSERT INTO product_journey_steps (product_id, sort_index, step_type, facility_id)
SELECT matched.product_id, staged.sort_index, staged.step_type, name.entity_id
FROM staging_product_journey_steps AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
