-- Add what the journey steps of variants gain.
-- in: job_id; out: adds to variant_journey_steps. Names that a mapping makes the same count once.
INSERT INTO variant_journey_steps (variant_id, sort_index, step_type, facility_id)
SELECT change.variant_id, staged.sort_index, staged.step_type, name.entity_id
FROM changes AS change
INNER JOIN staging_variant_journey_steps AS staged ON staged.staging_variant_id = change.staging_variant_id AND staged.sort_index = change."position"
INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = 'journey_steps' AND change.staging_variant_id IS NOT NULL
ON CONFLICT DO NOTHING
