-- Read whose turn a job is, and keep it so until the transaction ends.
-- in: job_id; out: attempt and status, no row when there is no such job.
SELECT attempt, status FROM import_jobs WHERE id = CAST(:job_id AS uuid) FOR UPDATE
