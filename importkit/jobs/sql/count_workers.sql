-- Count the workers with a recent heartbeat.
-- in: stall_seconds; out: the number.
SELECT count(*) FROM procrastinate.procrastinate_workers
WHERE last_heartbeat >= now() - make_interval(secs => :stall_seconds)
