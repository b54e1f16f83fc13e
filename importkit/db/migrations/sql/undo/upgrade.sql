-- What each job did, so that it can be taken back.
CREATE TABLE public.import_journal (
    job_id uuid NOT NULL,
    entity_id uuid NOT NULL,
    kind text NOT NULL,
    stored jsonb,
    written jsonb,
    digest bigint,
    CONSTRAINT import_journal_pkey PRIMARY KEY (job_id, entity_id),
    CONSTRAINT import_journal_kind_check CHECK (kind IN ('product', 'variant', 'manufacturer', 'season', 'tag', 'attribute', 'attribute_value', 'material', 'facility', 'eco_claim')),
    CONSTRAINT import_journal_noted_check CHECK ((digest IS NULL) = (stored IS NOT NULL) AND (digest IS NULL) = (written IS NOT NULL)),
    CONSTRAINT import_journal_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.import_jobs (id) ON DELETE CASCADE
);
REVOKE ALL ON TABLE public.import_journal FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_journal ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.import_journal TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_journal TO service_role;
CREATE POLICY import_journal_read ON public.import_journal
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY import_journal_service ON public.import_journal
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
