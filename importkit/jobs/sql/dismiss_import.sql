-- Give up the failed rows of a finished job, in the name of the user at work.
-- in: job_id; out: nothing that is read
SELECT dismiss_import(CAST(:job_id AS uuid))
