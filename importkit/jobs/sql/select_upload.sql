-- Where the uploaded file of a job is kept, and how it was read.
-- in: job_id; out: file_uri and file_sha256 (NULL when no file is kept) and hidden_rows, one row.
SELECT
    file_uri,
    file_sha256,
    options ->> 'hidden_rows' AS hidden_rows
FROM import_jobs
WHERE id = CAST(:job_id AS uuid)
