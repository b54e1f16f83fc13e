-- Find and hold jobs that wait or run, that no queue knows, and whose process has long recorded no heartbeat.
-- A commit holds its job and gives no sign meanwhile: what is held is left alone.
-- in: silent_seconds (since the last heartbeat), attempts (in all); out: id, and whether it can be tried again.
SELECT
    CAST(j.id AS text) AS id,
    j.file_uri IS NOT NULL AND j.attempt - j.handed_back < :attempts AS has_more
FROM import_jobs AS j
WHERE j.status IN ('PENDING', 'PROCESSING')
    AND greatest(j.created_at, j.started_at, CAST(j.progress ->> 'updated_at' AS timestamptz))
    < now() - make_interval(secs => :silent_seconds)
    AND NOT EXISTS (
        SELECT FROM procrastinate.procrastinate_jobs AS q
        WHERE q.args ->> 'job_id' = CAST(j.id AS text) AND q.status IN ('todo', 'doing')
    )
FOR UPDATE OF j SKIP LOCKED
