-- Count what is still noted of a job.
-- in: job_id; out: one number.
SELECT count(*) FROM import_journal WHERE job_id = CAST(:job_id AS uuid)
