-- Fail a job whose attempts are used up.
-- in: job_id, attempts (in all), error; out: its id, no row when it has ended or has an attempt left.
UPDATE import_jobs SET status = 'FAILED', error = :error, finished_at = clock_timestamp()
WHERE id = CAST(:job_id AS uuid) AND status IN ('PENDING', 'PROCESSING') AND attempt - handed_back >= :attempts
RETURNING id
