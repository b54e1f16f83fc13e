-- Read what a worker has taken from the queue and not yet given back.
-- in: worker_id; out: the queue's numbers.
SELECT id FROM procrastinate.procrastinate_jobs WHERE status = 'doing' AND worker_id = :worker_id
