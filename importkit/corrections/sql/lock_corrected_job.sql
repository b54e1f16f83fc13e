-- Find the finished job whose corrections are being imported, and keep it from being dismissed meanwhile.
-- in: of_job, job_id (the import itself), brand_id; out: one row, none for another brand's job or an unknown one.
SELECT
    id,
    superseded_by,
    layout,
    CAST(summary ->> 'failed_rows' AS integer) AS failed_rows
FROM import_jobs
WHERE
    id = CAST(:of_job AS uuid)
    AND id <> CAST(:job_id AS uuid)
    AND brand_id = CAST(:brand_id AS uuid)
    AND status IN ('COMPLETED', 'COMPLETED_WITH_FAILURES', 'DISMISSED')
    AND layout IS NOT NULL
FOR UPDATE
