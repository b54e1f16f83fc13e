-- Back to imports without a queue; what waited in it stays a waiting job.
DROP FUNCTION public.queue_import;
-- Ends a job that waits or runs as FAILED; false when it had ended already.
-- Its attempt number moves on, so an attempt that still runs finds the job no longer its own.
CREATE OR REPLACE FUNCTION public.cancel_import(job_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_job(cancel_import.job_id);
    UPDATE public.import_jobs AS j
    SET status = 'FAILED', error = 'cancelled', attempt = j.attempt + 1, finished_at = now()
    WHERE j.id = cancel_import.job_id AND j.status IN ('PENDING', 'PROCESSING');
    RETURN FOUND;
END
$$;
ALTER TABLE public.import_jobs DROP COLUMN handed_back;
DROP SCHEMA procrastinate CASCADE;
