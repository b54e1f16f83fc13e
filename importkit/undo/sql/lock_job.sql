-- Find a job of a brand, and keep it as it is until the transaction ends.
-- in: job_id, brand_id; out: one row, none for another brand's job or an unknown one.
SELECT
    CAST(id AS text) AS id,
    filename,
    status,
    undone_at,
    coalesce(summary, '{}') AS summary
FROM import_jobs
WHERE id = CAST(:job_id AS uuid) AND brand_id = CAST(:brand_id AS uuid)
FOR UPDATE
