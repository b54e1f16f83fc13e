-- Fail the staged variants of the failed products, each with the errors of its row.
-- in: job_id; out: sets row_status and errors in staging_product_variants.
UPDATE staging_product_variants
SET row_status = 'FAILED', errors = found.errors
FROM (
    SELECT
        matched.staging_variant_id,
        jsonb_agg(
            jsonb_build_object(
                'row', finding.row_number, 'field', finding.column_name, 'cell', finding.cell,
                'code', finding.code, 'message', finding.message
            ) ORDER BY finding."position"
        ) FILTER (WHERE finding.code IS NOT NULL) AS errors
    FROM matched_variants AS matched
    INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
    LEFT JOIN import_findings AS finding
        ON
            finding.job_id = CAST(:job_id AS uuid)
            AND finding.severity = 'error'
            AND finding.row_number = matched.row_number
    WHERE owner.is_failed
    GROUP BY matched.staging_variant_id
) AS found
WHERE staging_product_variants.staging_id = found.staging_variant_id
