-- Begin the next attempt of a job that has not ended and has one left; being handed back costs none.
-- in: job_id, attempts (in all); out: the number of this attempt and what it needs, no row when there is none.
UPDATE import_jobs
SET status = 'PROCESSING', attempt = attempt + 1, started_at = now(), progress = NULL
WHERE id = CAST(:job_id AS uuid) AND status IN ('PENDING', 'PROCESSING') AND attempt - handed_back < :attempts
RETURNING attempt, brand_id::text AS brand_id, filename, mode, options, file_uri, file_sha256
