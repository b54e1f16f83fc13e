-- Cancel a job that waits or runs, in the name of the user at work.
-- in: job_id; out: false when it had ended already
SELECT cancel_import(CAST(:job_id AS uuid))
