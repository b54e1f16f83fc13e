-- Finish a job whose file was imported before; its sheet is laid out as it was then.
-- in: job_id, earlier_id, summary; out: nothing.
UPDATE import_jobs
SET
    status = 'COMPLETED',
    summary = CAST(:summary AS jsonb),
    has_exportable_failures = false,
    layout = earlier.layout,
    error = NULL,
    finished_at = clock_timestamp()
FROM import_jobs AS earlier
WHERE import_jobs.id = CAST(:job_id AS uuid) AND earlier.id = CAST(:earlier_id AS uuid)
