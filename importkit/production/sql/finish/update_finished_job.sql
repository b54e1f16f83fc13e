-- Finish a job with its summary.
-- in: job_id, status, summary, has_exportable_failures, layout, catalog_digest; out: nothing.
UPDATE import_jobs
SET
    status = :status,
    summary = CAST(:summary AS jsonb),
    has_exportable_failures = :has_exportable_failures,
    layout = CAST(:layout AS jsonb),
    catalog_digest = :catalog_digest,
    error = NULL,
    finished_at = clock_timestamp()
WHERE id = CAST(:job_id AS uuid)
