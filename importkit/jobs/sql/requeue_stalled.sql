-- Put back into the queue what a dead worker had taken, and what a living one has taken and lost sight of; what was
-- cancelled meanwhile leaves it.
-- in: stall_seconds, worker_id, lost (queue numbers that this worker has taken and does not run); out: a row for each
-- that is put back.
WITH stalled AS MATERIALIZED (
    SELECT q.id, q.abort_requested
    FROM procrastinate.procrastinate_jobs AS q
    LEFT JOIN procrastinate.procrastinate_workers AS w ON w.id = q.worker_id
    WHERE q.status = 'doing' AND (
        w.id IS NULL
        OR w.last_heartbeat < now() - make_interval(secs => :stall_seconds)
        OR (w.id = :worker_id AND q.id = ANY(CAST(:lost AS bigint [])))
    )
    FOR UPDATE OF q SKIP LOCKED
),
cancelled AS (
    DELETE FROM procrastinate.procrastinate_jobs AS q
    USING stalled AS s
    WHERE q.id = s.id AND s.abort_requested
)
SELECT procrastinate.procrastinate_retry_job_v2(s.id, now(), NULL, NULL, NULL)
FROM stalled AS s
WHERE NOT s.abort_requested
