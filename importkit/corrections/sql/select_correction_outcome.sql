-- Tell in a job's summary what became of the failures that it corrects.
-- in: job_id, corrections (a JSON object); out: changes import_jobs.
UPDATE import_jobs
SET summary = summary || jsonb_build_object('corrections', CAST(:corrections AS jsonb))
WHERE id = CAST(:job_id AS uuid)
