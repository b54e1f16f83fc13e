-- Who may do what: functions, row level security and grants. Nobody has anything by default.

-- The e-mail of whoever asks, as PostgREST and Supabase set it; NULL for nobody and for claims that cannot be read.
CREATE FUNCTION public.current_email() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = ''
AS $$
BEGIN
    -- After a SET LOCAL the setting reads as '' for the rest of the session, not as NULL.
    RETURN lower(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email');
EXCEPTION
    WHEN data_exception OR statement_too_complex THEN
        RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.current_email FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.current_email TO authenticated;
GRANT EXECUTE ON FUNCTION public.current_email TO service_role;
-- The brands of whoever asks. Policies call it once a statement, as IN (SELECT current_brand_ids()).
CREATE FUNCTION public.current_brand_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT m.brand_id FROM public.brand_members AS m WHERE m.email = public.current_email()
$$;
REVOKE ALL ON FUNCTION public.current_brand_ids FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.current_brand_ids TO authenticated;
GRANT EXECUTE ON FUNCTION public.current_brand_ids TO service_role;
-- The brands in which whoever asks has one of these roles.
CREATE FUNCTION public.current_brand_ids_as(VARIADIC roles text []) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT m.brand_id FROM public.brand_members AS m
    WHERE m.email = public.current_email() AND m.role = ANY (current_brand_ids_as.roles)
$$;
REVOKE ALL ON FUNCTION public.current_brand_ids_as FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.current_brand_ids_as TO authenticated;
GRANT EXECUTE ON FUNCTION public.current_brand_ids_as TO service_role;
-- Whether whoever asks belongs to that brand, in any role.
CREATE FUNCTION public.is_brand_member(brand_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT is_brand_member.brand_id IN (SELECT public.current_brand_ids())
$$;
REVOKE ALL ON FUNCTION public.is_brand_member FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.is_brand_member TO authenticated;
GRANT EXECUTE ON FUNCTION public.is_brand_member TO service_role;
-- Raises unless whoever asks is a member or owner of that brand; viewers only look.
CREATE FUNCTION public.require_member(brand_id uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    IF require_member.brand_id IN (SELECT public.current_brand_ids_as('member', 'owner')) THEN
        RETURN;
    END IF;
    RAISE insufficient_privilege USING
        MESSAGE = 'only members and owners of this brand may do this',
        HINT = 'Ask an owner of the brand to make you a member.';
END
$$;
REVOKE ALL ON FUNCTION public.require_member FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.require_member TO authenticated;
GRANT EXECUTE ON FUNCTION public.require_member TO service_role;
-- The job, locked, when whoever asks may work on it; a job of another brand is as unknown as one that never was.
CREATE FUNCTION public.require_job(job_id uuid) RETURNS public.import_jobs
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
REVOKE ALL ON FUNCTION public.require_job FROM PUBLIC, authenticated, service_role;
-- Makes a job that waits for a worker, in the name of whoever asks, and returns its id.
CREATE FUNCTION public.start_import(
    brand_id uuid,
    filename text,
    mode text,
    file_uri text DEFAULT NULL,
    file_sha256 text DEFAULT NULL,
    options jsonb DEFAULT '{}',
    job_id uuid DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    new_id uuid := coalesce(start_import.job_id, gen_random_uuid());
BEGIN
    PERFORM public.require_member(start_import.brand_id);
    IF NOT EXISTS (SELECT FROM public.brands AS b WHERE b.id = start_import.brand_id AND b.import_enabled) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'imports are switched off for this brand',
            HINT = 'Whoever runs this database can switch them on: brands.import_enabled.';
    END IF;
    INSERT INTO public.import_jobs (id, brand_id, filename, mode, file_uri, file_sha256, options, created_by)
    VALUES (
        new_id, start_import.brand_id, start_import.filename, start_import.mode, start_import.file_uri,
        start_import.file_sha256, start_import.options, public.current_email()
    );
    RETURN new_id;
END
$$;
REVOKE ALL ON FUNCTION public.start_import FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.start_import TO authenticated;
-- Ends a job that waits or runs as FAILED; false when it had ended already.
-- Its attempt number moves on, so an attempt that still runs finds the job no longer its own.
CREATE FUNCTION public.cancel_import(job_id uuid) RETURNS boolean
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
REVOKE ALL ON FUNCTION public.cancel_import FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.cancel_import TO authenticated;
-- Gives up the failed rows of a finished job: they leave staging, and there is nothing more to correct.
CREATE FUNCTION public.dismiss_import(job_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
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
    DELETE FROM public.staging_variant_eco_claims AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_eco_claims AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_variant_journey_steps AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_journey_steps AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_variant_materials AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_materials AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_variant_environment AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_environment AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_variant_weight AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_weight AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_tags AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_variant_attributes AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_product_variants AS t WHERE t.job_id = job.id;
    DELETE FROM public.staging_products AS t WHERE t.job_id = job.id;
END
$$;
REVOKE ALL ON FUNCTION public.dismiss_import FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.dismiss_import TO authenticated;
-- Brings the planner's figures of the staging tables up to date, which only their owner may do.
-- Call it in a transaction of its own: ANALYZE keeps its locks to the end, and other imports would wait for them.
CREATE FUNCTION public.analyze_staging() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    ANALYZE
    public.staging_products,
    public.staging_product_variants,
    public.staging_variant_attributes,
    public.staging_product_tags,
    public.staging_product_weight,
    public.staging_variant_weight,
    public.staging_product_environment,
    public.staging_variant_environment,
    public.staging_product_materials,
    public.staging_variant_materials,
    public.staging_product_journey_steps,
    public.staging_variant_journey_steps,
    public.staging_product_eco_claims,
    public.staging_variant_eco_claims
$$;
REVOKE ALL ON FUNCTION public.analyze_staging FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.analyze_staging TO service_role;
REVOKE ALL ON TABLE public.brands FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brands ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.taxonomy_categories FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.taxonomy_categories ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_attributes FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_attributes ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_eco_claims FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_eco_claims ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_facilities FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_facilities ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_manufacturers FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_manufacturers ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_materials FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_materials ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_members FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_members ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_seasons FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_seasons ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_tags FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_tags ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.import_jobs FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_jobs ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.brand_attribute_values FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.brand_attribute_values ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.import_findings FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_findings ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.import_row_outcomes FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_row_outcomes ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.import_rows FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_rows ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.products FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.products ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_eco_claims FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_eco_claims ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_environment FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_environment ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_journey_steps FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_journey_steps ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_materials FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_materials ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_tags FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_tags ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_variants FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_variants ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_product_weight FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_product_weight ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_products FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_products ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_attributes FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_attributes ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_eco_claims FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_eco_claims ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_environment FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_environment ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_journey_steps FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_journey_steps ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_materials FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_materials ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.staging_variant_weight FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.staging_variant_weight ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.value_mappings FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.value_mappings ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_eco_claims FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_eco_claims ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_environment FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_environment ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_journey_steps FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_journey_steps ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_materials FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_materials ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_tags FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_tags ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_variants FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_variants ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_weight FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_weight ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.product_variant_attributes FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.product_variant_attributes ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.variant_eco_claims FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.variant_eco_claims ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.variant_environment FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.variant_environment ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.variant_journey_steps FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.variant_journey_steps ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.variant_materials FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.variant_materials ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.variant_weight FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.variant_weight ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.brands TO authenticated;
GRANT SELECT ON public.brands TO service_role;
GRANT SELECT ON public.taxonomy_categories TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.taxonomy_categories TO service_role;
GRANT SELECT ON public.brand_attributes TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_attributes TO service_role;
GRANT SELECT ON public.brand_eco_claims TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_eco_claims TO service_role;
GRANT SELECT ON public.brand_facilities TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_facilities TO service_role;
GRANT SELECT ON public.brand_manufacturers TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_manufacturers TO service_role;
GRANT SELECT ON public.brand_materials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_materials TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_members TO authenticated;
GRANT SELECT ON public.brand_members TO service_role;
GRANT SELECT ON public.brand_seasons TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_seasons TO service_role;
GRANT SELECT ON public.brand_tags TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_tags TO service_role;
GRANT SELECT ON public.import_jobs TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_jobs TO service_role;
GRANT SELECT ON public.brand_attribute_values TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.brand_attribute_values TO service_role;
GRANT SELECT ON public.import_findings TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_findings TO service_role;
GRANT SELECT ON public.import_row_outcomes TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_row_outcomes TO service_role;
GRANT SELECT ON public.import_rows TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_rows TO service_role;
GRANT SELECT ON public.products TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.products TO service_role;
GRANT SELECT ON public.staging_product_eco_claims TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_eco_claims TO service_role;
GRANT SELECT ON public.staging_product_environment TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_environment TO service_role;
GRANT SELECT ON public.staging_product_journey_steps TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_journey_steps TO service_role;
GRANT SELECT ON public.staging_product_materials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_materials TO service_role;
GRANT SELECT ON public.staging_product_tags TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_tags TO service_role;
GRANT SELECT ON public.staging_product_variants TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_variants TO service_role;
GRANT SELECT ON public.staging_product_weight TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_product_weight TO service_role;
GRANT SELECT ON public.staging_products TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_products TO service_role;
GRANT SELECT ON public.staging_variant_attributes TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_attributes TO service_role;
GRANT SELECT ON public.staging_variant_eco_claims TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_eco_claims TO service_role;
GRANT SELECT ON public.staging_variant_environment TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_environment TO service_role;
GRANT SELECT ON public.staging_variant_journey_steps TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_journey_steps TO service_role;
GRANT SELECT ON public.staging_variant_materials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_materials TO service_role;
GRANT SELECT ON public.staging_variant_weight TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.staging_variant_weight TO service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.value_mappings TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.value_mappings TO service_role;
GRANT SELECT ON public.product_eco_claims TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_eco_claims TO service_role;
GRANT SELECT ON public.product_environment TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_environment TO service_role;
GRANT SELECT ON public.product_journey_steps TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_journey_steps TO service_role;
GRANT SELECT ON public.product_materials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_materials TO service_role;
GRANT SELECT ON public.product_tags TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_tags TO service_role;
GRANT SELECT ON public.product_variants TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_variants TO service_role;
GRANT SELECT ON public.product_weight TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_weight TO service_role;
GRANT SELECT ON public.product_variant_attributes TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.product_variant_attributes TO service_role;
GRANT SELECT ON public.variant_eco_claims TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.variant_eco_claims TO service_role;
GRANT SELECT ON public.variant_environment TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.variant_environment TO service_role;
GRANT SELECT ON public.variant_journey_steps TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.variant_journey_steps TO service_role;
GRANT SELECT ON public.variant_materials TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.variant_materials TO service_role;
GRANT SELECT ON public.variant_weight TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.variant_weight TO service_role;
CREATE POLICY brands_read ON public.brands
FOR SELECT TO authenticated
USING (id IN (SELECT public.current_brand_ids()));
CREATE POLICY brands_service ON public.brands
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY taxonomy_categories_read ON public.taxonomy_categories
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.current_brand_ids()));
CREATE POLICY taxonomy_categories_service ON public.taxonomy_categories
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_attributes_read ON public.brand_attributes
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_attributes_service ON public.brand_attributes
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_eco_claims_read ON public.brand_eco_claims
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_eco_claims_service ON public.brand_eco_claims
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_facilities_read ON public.brand_facilities
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_facilities_service ON public.brand_facilities
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_manufacturers_read ON public.brand_manufacturers
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_manufacturers_service ON public.brand_manufacturers
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_materials_read ON public.brand_materials
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_materials_service ON public.brand_materials
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_members_read ON public.brand_members
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_members_write ON public.brand_members
FOR ALL TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids_as('owner')))
WITH CHECK (brand_id IN (SELECT public.current_brand_ids_as('owner')));
CREATE POLICY brand_members_service ON public.brand_members
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_seasons_read ON public.brand_seasons
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_seasons_service ON public.brand_seasons
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_tags_read ON public.brand_tags
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_tags_service ON public.brand_tags
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY import_jobs_read ON public.import_jobs
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY import_jobs_service ON public.import_jobs
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY brand_attribute_values_read ON public.brand_attribute_values
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY brand_attribute_values_service ON public.brand_attribute_values
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY import_findings_read ON public.import_findings
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY import_findings_service ON public.import_findings
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY import_row_outcomes_read ON public.import_row_outcomes
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY import_row_outcomes_service ON public.import_row_outcomes
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY import_rows_read ON public.import_rows
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY import_rows_service ON public.import_rows
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY products_read ON public.products
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY products_service ON public.products
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_eco_claims_read ON public.staging_product_eco_claims
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_eco_claims_service ON public.staging_product_eco_claims
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_environment_read ON public.staging_product_environment
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_environment_service ON public.staging_product_environment
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_journey_steps_read ON public.staging_product_journey_steps
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_journey_steps_service ON public.staging_product_journey_steps
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_materials_read ON public.staging_product_materials
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_materials_service ON public.staging_product_materials
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_tags_read ON public.staging_product_tags
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_tags_service ON public.staging_product_tags
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_variants_read ON public.staging_product_variants
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_variants_service ON public.staging_product_variants
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_product_weight_read ON public.staging_product_weight
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_product_weight_service ON public.staging_product_weight
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_products_read ON public.staging_products
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_products_service ON public.staging_products
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_attributes_read ON public.staging_variant_attributes
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_attributes_service ON public.staging_variant_attributes
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_eco_claims_read ON public.staging_variant_eco_claims
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_eco_claims_service ON public.staging_variant_eco_claims
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_environment_read ON public.staging_variant_environment
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_environment_service ON public.staging_variant_environment
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_journey_steps_read ON public.staging_variant_journey_steps
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_journey_steps_service ON public.staging_variant_journey_steps
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_materials_read ON public.staging_variant_materials
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_materials_service ON public.staging_variant_materials
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY staging_variant_weight_read ON public.staging_variant_weight
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY staging_variant_weight_service ON public.staging_variant_weight
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY value_mappings_read ON public.value_mappings
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY value_mappings_write ON public.value_mappings
FOR ALL TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids_as('member', 'owner')))
WITH CHECK (brand_id IN (SELECT public.current_brand_ids_as('member', 'owner')));
CREATE POLICY value_mappings_service ON public.value_mappings
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_eco_claims_read ON public.product_eco_claims
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_eco_claims_service ON public.product_eco_claims
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_environment_read ON public.product_environment
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_environment_service ON public.product_environment
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_journey_steps_read ON public.product_journey_steps
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_journey_steps_service ON public.product_journey_steps
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_materials_read ON public.product_materials
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_materials_service ON public.product_materials
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_tags_read ON public.product_tags
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_tags_service ON public.product_tags
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_variants_read ON public.product_variants
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY product_variants_service ON public.product_variants
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_weight_read ON public.product_weight
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.products AS p WHERE p.id = product_id AND p.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_weight_service ON public.product_weight
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY product_variant_attributes_read ON public.product_variant_attributes
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY product_variant_attributes_service ON public.product_variant_attributes
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY variant_eco_claims_read ON public.variant_eco_claims
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY variant_eco_claims_service ON public.variant_eco_claims
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY variant_environment_read ON public.variant_environment
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY variant_environment_service ON public.variant_environment
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY variant_journey_steps_read ON public.variant_journey_steps
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY variant_journey_steps_service ON public.variant_journey_steps
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY variant_materials_read ON public.variant_materials
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY variant_materials_service ON public.variant_materials
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
CREATE POLICY variant_weight_read ON public.variant_weight
FOR SELECT TO authenticated
USING (EXISTS (SELECT FROM public.product_variants AS v WHERE v.id = variant_id AND v.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY variant_weight_service ON public.variant_weight
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
REVOKE ALL ON TABLE alembic_version FROM PUBLIC, authenticated, service_role;
ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON alembic_version TO service_role;
CREATE POLICY alembic_version_service ON alembic_version
FOR SELECT TO service_role
USING (true);
