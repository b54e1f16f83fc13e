-- Every finding of a job, in the order of the sheet, named as the record has it.
-- in: job_id; out: one row per finding.
SELECT
    code,
    severity,
    sheet,
    row_number AS "row",
    column_name AS "column",
    cell,
    value,
    message,
    hint,
    suggestion,
    product_handle
FROM import_findings
WHERE job_id = CAST(:job_id AS uuid)
ORDER BY position
