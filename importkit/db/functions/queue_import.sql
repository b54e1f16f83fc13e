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
$$
