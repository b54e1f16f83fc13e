-- The job, held, when whoever asks may work on it; a job of another brand is as unknown as one that never was.
-- Held for a change, not for its key: rows of a commit under way refer to it, and whoever cancels must not wait for these.
CREATE OR REPLACE FUNCTION public.require_job(job_id uuid) RETURNS public.import_jobs
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    job public.import_jobs;
BEGIN
    SELECT j.* INTO job FROM public.import_jobs AS j
    WHERE j.id = require_job.job_id AND j.brand_id IN (SELECT public.current_brand_ids())
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE no_data_found USING MESSAGE = 'no import job has this id';
    END IF;
    PERFORM public.require_member(job.brand_id);
    RETURN job;
END
$$;
-- Supabase gives its visitors, the role anon, everything on whatever is made in public; rows are hidden from them, but
-- TRUNCATE asks no policy, and a function runs as its owner.
DO $$
DECLARE
    found record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = 'anon') THEN
        RETURN;
    END IF;
    FOR found IN
        SELECT p.tablename AS name FROM pg_policies AS p
        WHERE p.schemaname = 'public' AND p.policyname = p.tablename || '_service'
        UNION ALL SELECT 'alembic_version'
    LOOP
        EXECUTE format('REVOKE ALL ON TABLE public.%I FROM anon', found.name);
    END LOOP;
    FOR found IN
        SELECT f.oid::regprocedure AS name FROM pg_proc AS f
        WHERE f.pronamespace = 'public'::regnamespace AND f.proname IN (
            'current_email', 'current_brand_ids', 'current_brand_ids_as', 'is_brand_member', 'require_member',
            'require_job', 'start_import', 'queue_import', 'cancel_import', 'dismiss_import', 'analyze_staging'
        )
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM anon', found.name);
    END LOOP;
END
$$;
