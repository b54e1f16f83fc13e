-- Tell whether a job is FAILED.
-- in: job_id; out: true or false, no row when there is no such job.
SELECT status = 'FAILED' FROM import_jobs WHERE id = CAST(:job_id AS uuid)
