-- Remove what the journey steps of products lose; each list is replaced as a whole.
-- in: job_id; out: removes from product_journey_steps.
DELETE FROM product_journey_steps AS owned
USING changes AS change
WHERE
    owned.product_id = change.product_id
    AND change.target = 'journey_steps'
    AND owned.sort_index = change."position"
    AND change.staging_variant_id IS NULL
    AND NOT EXISTS (
        SELECT FROM staging_product_journey_steps AS staged
        INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_product_id = change.staging_product_id
            AND staged.sort_index = change."position"
            AND name.entity_id = owned.facility_id
    )
