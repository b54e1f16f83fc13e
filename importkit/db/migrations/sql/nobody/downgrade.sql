-- The job, locked, when whoever asks may work on it; a job of another brand is as unknown as one that never was.
CREATE OR REPLACE FUNCTION public.require_job(job_id uuid) RETURNS public.import_jobs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    job public.import_jobs;
BEGIN
    SELECT j.* INTO job FROM public.import_jobs AS j
    WHERE j.id = require_job.job_id AND j.brand_id IN (SELECT public.current_brand_ids())
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE no_data_found USING MESSAGE = 'no import job has this id';
    END IF;
    PERFORM public.require_member(job.brand_id);
    RETURN job;
END
$$;
