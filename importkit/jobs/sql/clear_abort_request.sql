-- Forget that a job was to be stopped, which is handed back: the queue would take it for failed.
-- in: queue_id (the queue's number); out: changes the queue.
UPDATE procrastinate.procrastinate_jobs SET abort_requested = false WHERE id = :queue_id AND status = 'doing'
