-- What is needed of a job to write its corrections.
-- in: job_id; out: filename, mode and layout, one row or none.
SELECT filename, mode, layout
FROM import_jobs
WHERE id = CAST(:job_id AS uuid)
