-- Remember where the uploaded file of a job is kept, and how it was read.
-- in: job_id, file_uri, file_sha256, options (a JSON object); out: changes import_jobs.
UPDATE import_jobs
SET
    file_uri = :file_uri,
    file_sha256 = :file_sha256,
    options = options || CAST(:options AS jsonb)
WHERE id = CAST(:job_id AS uuid)
