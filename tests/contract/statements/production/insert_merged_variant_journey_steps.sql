-- Write the journey steps that new variants have of their own; what equals the stored product is no override.
-- in: job_id; out: adds to variant_journey_steps. Names that a mapping makes the same count once.
INSERT INTO variant_journey_steps (variant_id, sort_index, step_type, facility_id)
SELECT matched.variant_id, staged.sort_index, staged.step_type, name.entity_id
FROM staging_variant_journey_steps AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT matched.is_existing
    AND NOT owner.is_failed
    AND (
        NOT matched.product_is_existing
        OR EXISTS (
            SELECT FROM differences AS difference
            WHERE difference.staging_variant_id = matched.staging_variant_id AND difference.target = 'journey_steps'
        )
    )
ON CONFLICT DO NOTHING
