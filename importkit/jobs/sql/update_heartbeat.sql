-- Record a worker's heartbeat.
-- in: worker_id; out: its number, no row when others took it for dead and forgot it.
UPDATE procrastinate.procrastinate_workers SET last_heartbeat = now() WHERE id = :worker_id RETURNING id
