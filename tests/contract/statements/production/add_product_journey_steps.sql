-- Add what the journey steps of products gain.
-- in: job_id; out: adds to product_journey_steps. Names that a mapping makes the same count once.
INSERT INTO product_journey_steps (product_id, sort_index, step_type, facility_id)
SELECT change.product_id, staged.sort_index, staged.step_type, name.entity_id
FROM changes AS change
INNER JOIN staging_product_journey_steps AS staged ON staged.staging_product_id = change.staging_product_id AND staged.sort_index = change."position"
INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'journey_steps' AND change.staging_variant_id IS NULL
ON CONFLICT DO NOTHING
