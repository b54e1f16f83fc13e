-- Read where the next finding of a job goes.
-- in: job_id; out: one number.
SELECT coalesce(max("position") + 1, 0) FROM import_findings WHERE job_id = CAST(:job_id AS uuid)
