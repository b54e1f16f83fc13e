-- Ends a job that waits or runs as FAILED; false when it had ended already.
-- Its attempt number moves on, so an attempt that still runs finds the job no longer its own. A worker is told to
-- stop what it runs; what no worker has begun leaves the queue.
CREATE FUNCTION public.cancel_import(job_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_job(cancel_import.job_id);
    UPDATE public.import_jobs AS j
    SET status = 'FAILED', error = 'cancelled', attempt = j.attempt + 1, finished_at = now()
    WHERE j.id = cancel_import.job_id AND j.status IN ('PENDING', 'PROCESSING');
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM procrastinate.procrastinate_cancel_job_v1(q.id, abort => true, delete_job => true)
    FROM procrastinate.procrastinate_jobs AS q
    WHERE q.args ->> 'job_id' = cancel_import.job_id::text AND q.status IN ('todo', 'doing');
    RETURN true;
END
$$
