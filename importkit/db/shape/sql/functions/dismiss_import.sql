-- Gives up the failed rows of a finished job: they leave staging, and there is nothing more to correct.
CREATE FUNCTION public.dismiss_import(job_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$$$
DECLARE
    job public.import_jobs := public.require_job(dismiss_import.job_id);
BEGIN
    IF job.status <> 'COMPLETED_WITH_FAILURES' THEN
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = 'only a finished import with failed rows can be dismissed';
    END IF;
    UPDATE public.import_jobs AS j SET status = 'DISMISSED', has_exportable_failures = false
    WHERE j.id = job.id;
    DELETE FROM public.import_rows AS t WHERE t.job_id = job.id;
    $deletions
END
$$$$
