-- What is told of a job that has ended.
-- in: job_id; out: one row, none when there is no such job.
SELECT
    CAST(j.id AS text) AS job_id,
    j.filename,
    j.mode,
    b.slug AS brand,
    coalesce(j.created_by, '') AS email,
    j.status,
    coalesce(CAST(j.summary ->> 'failed_rows' AS bigint), 0) AS failed_rows,
    coalesce(CAST(j.summary ->> 'failed_products' AS bigint), 0) AS failed_products,
    coalesce(CAST(j.summary ->> 'total_rows' AS bigint), 0) AS total_rows,
    coalesce(j.error, '') AS error
FROM import_jobs AS j
INNER JOIN brands AS b ON b.id = j.brand_id
WHERE j.id = CAST(:job_id AS uuid)
