-- Write down how far an attempt is; while its commit holds the job, nothing is written and nobody waits. Rows that
-- refer to the job, as those being staged, hold its key alone.
-- in: job_id, attempt, phase, rows_done, rows_total, seconds; out: nothing.
UPDATE import_jobs
SET progress = jsonb_build_object(
    'phase', CAST(:phase AS text), 'rows_done', CAST(:rows_done AS bigint),
    'rows_total', CAST(:rows_total AS bigint), 'seconds', CAST(:seconds AS double precision),
    'updated_at', clock_timestamp()
)
WHERE id IN (
    SELECT j.id FROM import_jobs AS j
    WHERE j.id = CAST(:job_id AS uuid) AND j.attempt = :attempt AND j.status = 'PROCESSING'
    FOR NO KEY UPDATE SKIP LOCKED
)
