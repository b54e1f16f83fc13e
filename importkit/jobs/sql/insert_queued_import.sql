-- Hand a job to the workers, in the name of the user at work; in the transaction that makes it, so none is lost.
-- in: job_id; out: nothing that is read
SELECT queue_import(CAST(:job_id AS uuid))
