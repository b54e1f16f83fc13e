-- What is told of a job that has ended.
-- in: job_id; out: one row, none when there is no such job.
SELECT
    CAST(j.id AS text) AS job_id,
    j.filename,
    j.mode,
    b.slug AS brand,
    coalesce(j.created_by, '') AS email,
    j.status,
    j.summary,
    coalesce(j.error, '') AS error
FROM import_jobs AS j
INNER JOIN brands AS b ON b.id = j.brand_id
WHERE j.id = CAST(:job_id AS uuid)
