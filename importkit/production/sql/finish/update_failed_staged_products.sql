-- Fail the staged products of the conflicts, with the errors of their whole group.
-- in: job_id; out: sets row_status and errors in staging_products.
UPDATE staging_products
SET row_status = 'FAILED', errors = found.errors
FROM (
    SELECT
        line.staging_product_id,
        jsonb_agg(
            jsonb_build_object(
                'row', finding.row_number, 'field', finding.column_name, 'cell', finding.cell,
                'code', finding.code, 'message', finding.message
            ) ORDER BY finding."position"
        ) AS errors
    FROM import_findings AS finding
    INNER JOIN import_lines AS line ON line.row_number = finding.row_number
    WHERE
        finding.job_id = CAST(:job_id AS uuid)
        AND finding.severity = 'error'
    GROUP BY line.staging_product_id
) AS found
WHERE staging_products.staging_id = found.staging_product_id
