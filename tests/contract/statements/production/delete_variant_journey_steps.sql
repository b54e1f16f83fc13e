-- Remove what the journey steps of variants lose; each list is replaced as a whole.
-- in: job_id; out: removes from variant_journey_steps.
DELETE FROM variant_journey_steps AS owned
USING changes AS change
WHERE
    owned.variant_id = change.variant_id
    AND change.target = 'journey_steps'
    AND owned.sort_index = change."position"
    AND change.staging_variant_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM staging_variant_journey_steps AS staged
        INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_variant_id = change.staging_variant_id
            AND staged.sort_index = change."position"
            AND name.entity_id = owned.facility_id
    )
