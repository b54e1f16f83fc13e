-- Queue again what the queue has lost: jobs with a stored file that nobody runs and no queue knows.
-- in: silent_seconds (since any sign of life); out: a row each.
WITH forsaken AS MATERIALIZED (
    SELECT j.id
    FROM import_jobs AS j
    WHERE j.status IN ('PENDING', 'PROCESSING') AND j.file_uri IS NOT NULL
        AND greatest(j.created_at, j.started_at, CAST(j.progress ->> 'updated_at' AS timestamptz))
        < now() - make_interval(secs => :silent_seconds)
        AND NOT EXISTS (
            SELECT FROM procrastinate.procrastinate_jobs AS q
            WHERE q.args ->> 'job_id' = CAST(j.id AS text) AND q.status IN ('todo', 'doing')
        )
    FOR UPDATE OF j SKIP LOCKED
)
SELECT procrastinate.procrastinate_defer_jobs_v1(CAST(ARRAY[
    ROW('imports', 'import', 0, NULL, CAST(f.id AS text), jsonb_build_object('job_id', f.id), NULL)
] AS procrastinate.procrastinate_job_to_defer_v1 []))
FROM forsaken AS f
