-- Put back into the queue what a dead worker had taken, and what a living one has taken and lost sight of; what has
-- ended or was cancelled meanwhile leaves it.
-- in: stall_seconds, worker_id, lost (queue numbers that this worker has taken and does not run); out: a row for each
-- that is put back.
WITH stalled AS MATERIALIZED (
    SELECT
        q.id,
        q.abort_requested OR coalesce(j.status NOT IN ('PENDING', 'PROCESSING'), false) AS is_over
    FROM procrastinate.procrastinate_jobs AS q
    LEFT JOIN procrastinate.procrastinate_workers AS w ON w.id = q.worker_id
    LEFT JOIN import_jobs AS j ON j.id = CAST(q.args ->> 'job_id' AS uuid)
    WHERE q.status = 'doing' AND (
        w.id IS NULL
        OR w.last_heartbeat < now() - make_interval(secs => :stall_seconds)
        OR (w.id = :worker_id AND q.id = ANY(CAST(:lost AS bigint [])))
    )
    FOR UPDATE OF q SKIP LOCKED
),
gone AS (
    DELETE FROM procrastinate.procrastinate_jobs AS q
    USING stalled AS s
    WHERE q.id = s.id AND s.is_over
)
SELECT procrastinate.procrastinate_retry_job_v2(s.id, now(), NULL, NULL, NULL)
FROM stalled AS s
WHERE NOT s.is_over
