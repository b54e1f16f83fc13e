-- Read what an attempt needs.
-- in: job_id, attempt; out: its number and what it needs, no row when the job is another attempt's or has ended.
SELECT attempt, brand_id::text AS brand_id, filename, mode, options, file_uri, file_sha256
FROM import_jobs
WHERE id = CAST(:job_id AS uuid) AND attempt = :attempt AND status = 'PROCESSING'
