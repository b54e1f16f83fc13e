-- Fail jobs without a stored file that no process runs any more: nobody could run them again.
-- in: silent_seconds (since any sign of life), error; out: their ids.
UPDATE import_jobs SET status = 'FAILED', error = :error, finished_at = clock_timestamp()
WHERE id IN (
    SELECT j.id FROM import_jobs AS j
    WHERE j.status IN ('PENDING', 'PROCESSING') AND j.file_uri IS NULL
        AND greatest(j.created_at, j.started_at, CAST(j.progress ->> 'updated_at' AS timestamptz))
        < now() - make_interval(secs => :silent_seconds)
    FOR UPDATE SKIP LOCKED
)
RETURNING CAST(id AS text) AS id
