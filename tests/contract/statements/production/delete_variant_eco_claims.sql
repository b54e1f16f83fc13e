-- Remove what the eco claims of variants lose; each list is replaced as a whole.
-- in: job_id; out: removes from variant_eco_claims.
DELETE FROM variant_eco_claims AS owned
USING changes AS change
WHERE
    owned.variant_id = change.variant_id
    AND change.target = 'eco_claims'
    AND change.staging_variant_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM staging_variant_eco_claims AS staged
        INNER JOIN staged_names AS name ON name.kind = 'eco_claim' AND name.name_key = staged.eco_claim_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.staging_variant_id = change.staging_variant_id
            AND name.entity_id = owned.eco_claim_id
    )
