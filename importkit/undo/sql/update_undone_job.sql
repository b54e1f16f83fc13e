-- Note on a job that it was taken back, when first, and what became of what it did.
-- in: job_id, counts; out: one row.
UPDATE import_jobs
SET
    undone_at = coalesce(undone_at, clock_timestamp()),
    summary = coalesce(summary, '{}') || jsonb_build_object('undo', CAST(:counts AS jsonb))
WHERE id = CAST(:job_id AS uuid)
RETURNING undone_at
