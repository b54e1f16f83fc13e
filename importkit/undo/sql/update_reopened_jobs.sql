-- Give the failures that a job had taken over back to the jobs they came from, as far as they are kept.
-- in: job_id; out: changes import_jobs, a row for each of them.
UPDATE import_jobs AS job
SET
    superseded_by = NULL,
    has_exportable_failures = EXISTS (
        SELECT FROM import_rows AS failed
        WHERE failed.job_id = job.id
    )
WHERE job.superseded_by = CAST(:job_id AS uuid)
RETURNING CAST(job.id AS text) AS id
