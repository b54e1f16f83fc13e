-- Imports through the queue: how often a worker handed a job back, and the functions that people call.
ALTER TABLE public.import_jobs ADD COLUMN handed_back integer NOT NULL DEFAULT 0;
ALTER TABLE public.import_jobs ADD CONSTRAINT import_jobs_handed_back_check CHECK (handed_back >= 0);
-- Hands a waiting job to the workers, in the name of whoever asks. Call it in the transaction that made the job:
-- then no job can wait without a worker ever hearing of it.
CREATE FUNCTION public.queue_import(job_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    job public.import_jobs := public.require_job(queue_import.job_id);
BEGIN
    IF job.status <> 'PENDING' OR job.file_uri IS NULL OR EXISTS (
        SELECT FROM procrastinate.procrastinate_jobs AS q
        WHERE q.args ->> 'job_id' = job.id::text AND q.status IN ('todo', 'doing')
    ) THEN
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = 'only an import that waits, and whose file is stored, can be queued, and only once';
    END IF;
    PERFORM procrastinate.procrastinate_defer_jobs_v1(ARRAY[
        ROW('imports', 'import', 0, NULL, job.id::text, jsonb_build_object('job_id', job.id), NULL)
    ]::procrastinate.procrastinate_job_to_defer_v1 []);
END
$$;
REVOKE ALL ON FUNCTION public.queue_import FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.queue_import TO authenticated;
-- Ends a job that waits or runs as FAILED; false when it had ended already.
-- Its attempt number moves on, so an attempt that still runs finds the job no longer its own. A worker is told to
-- stop what it runs; what no worker has begun leaves the queue.
CREATE OR REPLACE FUNCTION public.cancel_import(job_id uuid) RETURNS boolean
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
$$;
