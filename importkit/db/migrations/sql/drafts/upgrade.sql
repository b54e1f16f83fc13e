-- Drafts: uploads that are looked at and mended before they are imported, each gone a day after it was last touched;
-- the fixes that were made before an import; and what became of the files of sources.
ALTER TABLE public.import_jobs ADD COLUMN upload_sha256 text;
ALTER TABLE public.import_jobs
ADD CONSTRAINT import_jobs_upload_sha256_check CHECK (char_length(upload_sha256) <= 64);
ALTER TABLE public.import_jobs
DROP CONSTRAINT import_jobs_options_check,
ADD CONSTRAINT import_jobs_options_check CHECK (CASE WHEN jsonb_typeof(options) = 'object' THEN
    options - ARRAY['hidden_rows', 'file_bytes', 'plan', 'sheet', 'recipe', 'schema', 'left_out_rows'] = '{}'::jsonb
    AND octet_length(options::text) <= 4096
    AND coalesce(options -> 'hidden_rows', '"import"') IN ('"import"', '"skip"')
    AND coalesce(jsonb_typeof(options -> 'file_bytes'), 'number') = 'number'
    AND coalesce(jsonb_typeof(options -> 'plan'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'sheet'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'recipe'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'left_out_rows'), 'number') = 'number'
ELSE false END);
CREATE TABLE public.drafts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    brand_id uuid NOT NULL,
    filename text NOT NULL,
    file_uri text,
    file_sha256 text,
    sheet text,
    mode text,
    hidden_rows text DEFAULT 'import' NOT NULL,
    source_job_id uuid,
    started_job_id uuid,
    version integer DEFAULT 0 NOT NULL,
    created_by text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    touched_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT drafts_pkey PRIMARY KEY (id),
    CONSTRAINT drafts_mode_check CHECK (mode IN ('CREATE', 'ENRICH')),
    CONSTRAINT drafts_hidden_rows_check CHECK (hidden_rows IN ('import', 'skip')),
    CONSTRAINT drafts_filename_check CHECK (char_length(filename) <= 255 AND filename !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'),
    CONSTRAINT drafts_sheet_check CHECK (char_length(sheet) <= 255),
    CONSTRAINT drafts_file_uri_check CHECK (char_length(file_uri) <= 2048),
    CONSTRAINT drafts_file_sha256_check CHECK (char_length(file_sha256) <= 64),
    CONSTRAINT drafts_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES public.brands (id) ON DELETE CASCADE,
    CONSTRAINT drafts_source_job_id_fkey FOREIGN KEY (source_job_id) REFERENCES public.import_jobs (id) ON DELETE SET NULL,
    CONSTRAINT drafts_started_job_id_fkey FOREIGN KEY (started_job_id) REFERENCES public.import_jobs (id) ON DELETE SET NULL
);
CREATE INDEX drafts_brand_id_touched_at_idx ON public.drafts (brand_id, touched_at);
CREATE INDEX drafts_source_job_id_idx ON public.drafts (source_job_id);
CREATE INDEX drafts_started_job_id_idx ON public.drafts (started_job_id);
CREATE TABLE public.draft_edits (
    draft_id uuid NOT NULL,
    version integer NOT NULL,
    sheet text NOT NULL,
    row_number integer NOT NULL,
    column_letter text NOT NULL,
    before text,
    before_kind smallint NOT NULL,
    after text,
    after_kind smallint NOT NULL,
    made_by text,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT draft_edits_pkey PRIMARY KEY (draft_id, version, row_number, column_letter),
    CONSTRAINT draft_edits_row_number_check CHECK (row_number BETWEEN 1 AND 1048576),
    CONSTRAINT draft_edits_column_letter_check CHECK (column_letter ~ '^[A-Z]{1,3}$'),
    CONSTRAINT draft_edits_after_check CHECK (char_length(after) <= 32767),
    CONSTRAINT draft_edits_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.drafts (id) ON DELETE CASCADE
);
CREATE TABLE public.draft_excluded_products (
    draft_id uuid NOT NULL,
    product_handle text NOT NULL,
    made_by text,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT draft_excluded_products_pkey PRIMARY KEY (draft_id, product_handle),
    CONSTRAINT draft_excluded_products_product_handle_check CHECK (char_length(product_handle) <= 255),
    CONSTRAINT draft_excluded_products_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.drafts (id) ON DELETE CASCADE
);
CREATE TABLE public.import_edits (
    job_id uuid NOT NULL,
    row_number integer NOT NULL,
    column_letter text NOT NULL,
    before text,
    after text,
    made_by text,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT import_edits_pkey PRIMARY KEY (job_id, row_number, column_letter),
    CONSTRAINT import_edits_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.import_jobs (id) ON DELETE CASCADE
);
CREATE TABLE public.source_files (
    brand_id uuid NOT NULL,
    source text NOT NULL,
    path text NOT NULL,
    size bigint,
    changed timestamp with time zone,
    sha256 text,
    job_id uuid,
    error text,
    noted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT source_files_pkey PRIMARY KEY (brand_id, source, path),
    CONSTRAINT source_files_source_check CHECK (char_length(source) <= 255),
    CONSTRAINT source_files_path_check CHECK (char_length(path) <= 2048),
    CONSTRAINT source_files_sha256_check CHECK (char_length(sha256) <= 64),
    CONSTRAINT source_files_error_check CHECK (char_length(error) <= 2048),
    CONSTRAINT source_files_brand_id_fkey FOREIGN KEY (brand_id) REFERENCES public.brands (id) ON DELETE CASCADE,
    CONSTRAINT source_files_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.import_jobs (id) ON DELETE SET NULL
);
CREATE INDEX source_files_job_id_idx ON public.source_files (job_id);
REVOKE ALL ON TABLE public.drafts FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.drafts ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.drafts TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.drafts TO service_role;
CREATE POLICY drafts_read ON public.drafts
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY drafts_service ON public.drafts
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
REVOKE ALL ON TABLE public.draft_edits FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.draft_edits ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.draft_edits TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.draft_edits TO service_role;
CREATE POLICY draft_edits_read ON public.draft_edits
FOR SELECT TO authenticated
USING (draft_id IN (SELECT d.id FROM public.drafts AS d WHERE d.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY draft_edits_service ON public.draft_edits
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
REVOKE ALL ON TABLE public.draft_excluded_products FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.draft_excluded_products ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.draft_excluded_products TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.draft_excluded_products TO service_role;
CREATE POLICY draft_excluded_products_read ON public.draft_excluded_products
FOR SELECT TO authenticated
USING (draft_id IN (SELECT d.id FROM public.drafts AS d WHERE d.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY draft_excluded_products_service ON public.draft_excluded_products
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
REVOKE ALL ON TABLE public.import_edits FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.import_edits ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.import_edits TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.import_edits TO service_role;
CREATE POLICY import_edits_read ON public.import_edits
FOR SELECT TO authenticated
USING (job_id IN (SELECT j.id FROM public.import_jobs AS j WHERE j.brand_id IN (SELECT public.current_brand_ids())));
CREATE POLICY import_edits_service ON public.import_edits
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
REVOKE ALL ON TABLE public.source_files FROM PUBLIC, authenticated, service_role;
ALTER TABLE public.source_files ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.source_files TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.source_files TO service_role;
CREATE POLICY source_files_read ON public.source_files
FOR SELECT TO authenticated
USING (brand_id IN (SELECT public.current_brand_ids()));
CREATE POLICY source_files_service ON public.source_files
FOR ALL TO service_role
USING (true)
WITH CHECK (true);
-- The draft, held, when whoever asks may work on it; a draft of another brand, and one whose time is over, is as
-- unknown as one that never was.
CREATE FUNCTION public.require_draft(draft_id uuid) RETURNS public.drafts
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts;
BEGIN
    SELECT d.* INTO draft FROM public.drafts AS d
    WHERE
        d.id = require_draft.draft_id
        AND d.brand_id IN (SELECT public.current_brand_ids())
        AND d.touched_at > now() - interval '1 day'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE no_data_found USING MESSAGE = 'no draft has this id';
    END IF;
    PERFORM public.require_member(draft.brand_id);
    RETURN draft;
END
$$;
REVOKE ALL ON FUNCTION public.require_draft FROM PUBLIC, authenticated, service_role;
-- The draft, held and touched, when whoever asks may change it: one that was imported stays as it was.
CREATE FUNCTION public.require_open_draft(draft_id uuid) RETURNS public.drafts
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_draft(require_open_draft.draft_id);
BEGIN
    IF draft.started_job_id IS NOT NULL THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE = 'this draft was imported, and can no longer be changed';
    END IF;
    UPDATE public.drafts AS d SET version = d.version + 1, touched_at = now()
    WHERE d.id = draft.id
    RETURNING d.* INTO draft;
    RETURN draft;
END
$$;
REVOKE ALL ON FUNCTION public.require_open_draft FROM PUBLIC, authenticated, service_role;
-- Makes a draft in the name of whoever asks. It is found once its file is noted: see `keep_draft_file`.
-- Its id ends as the brand's does, as the id of an import, so that no answer tells of another brand's drafts.
CREATE FUNCTION public.create_draft(
    brand_id uuid,
    draft_id uuid,
    filename text,
    mode text DEFAULT NULL,
    sheet text DEFAULT NULL,
    hidden_rows text DEFAULT 'import',
    source_job_id uuid DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(create_draft.brand_id);
    IF right(create_draft.draft_id::text, 12) <> right(create_draft.brand_id::text, 12) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = 'the id of a draft ends in the same 12 digits as that of its brand';
    END IF;
    IF create_draft.source_job_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.import_jobs AS j
        WHERE j.id = create_draft.source_job_id AND j.brand_id = create_draft.brand_id
    ) THEN
        RAISE no_data_found USING MESSAGE = 'no import job has this id';
    END IF;
    INSERT INTO public.drafts (id, brand_id, filename, mode, sheet, hidden_rows, source_job_id, created_by)
    VALUES (
        create_draft.draft_id, create_draft.brand_id, create_draft.filename, create_draft.mode, create_draft.sheet,
        create_draft.hidden_rows, create_draft.source_job_id, public.current_email()
    );
END
$$;
REVOKE ALL ON FUNCTION public.create_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.create_draft TO authenticated;
-- Notes where the file of a draft is kept: from then on the draft is found.
CREATE FUNCTION public.keep_draft_file(draft_id uuid, file_uri text, file_sha256 text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(keep_draft_file.draft_id);
    UPDATE public.drafts AS d
    SET file_uri = keep_draft_file.file_uri, file_sha256 = keep_draft_file.file_sha256, touched_at = now()
    WHERE d.id = keep_draft_file.draft_id;
END
$$;
REVOKE ALL ON FUNCTION public.keep_draft_file FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.keep_draft_file TO authenticated;
-- Notes that somebody looked at a draft: it is kept for a day from then on.
CREATE FUNCTION public.touch_draft(draft_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(touch_draft.draft_id);
    UPDATE public.drafts AS d SET touched_at = now()
    WHERE d.id = touch_draft.draft_id;
END
$$;
REVOKE ALL ON FUNCTION public.touch_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.touch_draft TO authenticated;
-- Says how a draft is to be read; what is left out stays.
CREATE FUNCTION public.change_draft(
    draft_id uuid,
    mode text DEFAULT NULL,
    sheet text DEFAULT NULL,
    hidden_rows text DEFAULT NULL
) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_open_draft(change_draft.draft_id);
BEGIN
    UPDATE public.drafts AS d
    SET
        mode = coalesce(change_draft.mode, d.mode),
        sheet = coalesce(change_draft.sheet, d.sheet),
        hidden_rows = coalesce(change_draft.hidden_rows, d.hidden_rows)
    WHERE d.id = draft.id;
    RETURN draft.version;
END
$$;
REVOKE ALL ON FUNCTION public.change_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.change_draft TO authenticated;
-- Stores new values of cells, all of them or none, and returns the edits of others that this would have written over.
-- `edits` is a list of {"row", "column", "before", "before_kind", "after", "after_kind"}; a blank cell has no text.
-- `seen` is the version of the draft that was shown. Where a later edit gave a cell another value than it would get now,
-- nothing is stored and these later edits are returned, unless `over` says that they may be written over. A cell that
-- has its value already is not stored again, so that the same call may run twice.
CREATE FUNCTION public.edit_draft(
    draft_id uuid,
    sheet text,
    edits text,
    seen integer,
    over boolean DEFAULT false
) RETURNS SETOF public.draft_edits
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_open_draft(edit_draft.draft_id);
BEGIN
    IF NOT edit_draft.over THEN
        RETURN QUERY
        SELECT last.*
        FROM jsonb_to_recordset(edit_draft.edits::jsonb) AS e (
            "row" integer, "column" text, after text, after_kind smallint
        )
        INNER JOIN (
            SELECT DISTINCT ON (d.row_number, d.column_letter) d.*
            FROM public.draft_edits AS d
            WHERE d.draft_id = draft.id AND d.sheet = edit_draft.sheet
            ORDER BY d.row_number, d.column_letter, d.version DESC
        ) AS last ON last.row_number = e."row" AND last.column_letter = e."column"
        WHERE
            last.version > edit_draft.seen
            AND (last.after, last.after_kind) IS DISTINCT FROM (e.after, e.after_kind)
        ORDER BY last.row_number, last.column_letter;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO public.draft_edits
    (draft_id, version, sheet, row_number, column_letter, before, before_kind, after, after_kind, made_by)
    SELECT
        draft.id, draft.version, edit_draft.sheet, n."row", n."column", n.held, n.held_kind, n.after, n.after_kind,
        public.current_email()
    FROM (
        SELECT
            e.*,
            CASE WHEN last.version IS NULL THEN e.before ELSE last.after END AS held,
            CASE WHEN last.version IS NULL THEN e.before_kind ELSE last.after_kind END AS held_kind
        FROM jsonb_to_recordset(edit_draft.edits::jsonb) AS e (
            "row" integer, "column" text, before text, before_kind smallint, after text, after_kind smallint
        )
        LEFT JOIN (
            SELECT DISTINCT ON (d.row_number, d.column_letter) d.*
            FROM public.draft_edits AS d
            WHERE d.draft_id = draft.id AND d.sheet = edit_draft.sheet
            ORDER BY d.row_number, d.column_letter, d.version DESC
        ) AS last ON last.row_number = e."row" AND last.column_letter = e."column"
    ) AS n
    WHERE (n.held, n.held_kind) IS DISTINCT FROM (n.after, n.after_kind);
END
$$;
REVOKE ALL ON FUNCTION public.edit_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.edit_draft TO authenticated;
-- Leaves a product out of what a draft imports, or takes it in again.
CREATE FUNCTION public.leave_out_product(draft_id uuid, product_handle text, left_out boolean DEFAULT true)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_open_draft(leave_out_product.draft_id);
BEGIN
    IF leave_out_product.left_out THEN
        INSERT INTO public.draft_excluded_products (draft_id, product_handle, made_by)
        VALUES (draft.id, leave_out_product.product_handle, public.current_email())
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM public.draft_excluded_products AS e
        WHERE e.draft_id = draft.id AND e.product_handle = leave_out_product.product_handle;
    END IF;
    RETURN draft.version;
END
$$;
REVOKE ALL ON FUNCTION public.leave_out_product FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.leave_out_product TO authenticated;
-- Makes a job of a draft and queues it, in the name of whoever asks, and returns its id; asked once more, the same id.
-- The file that is given holds the draft as it was in one version: where somebody has changed it since, nothing is made
-- and NULL is returned, and the file is to be written anew. The edits in force are listed with the job.
CREATE FUNCTION public.import_draft(
    draft_id uuid,
    job_id uuid,
    version integer,
    mode text,
    sheet text,
    file_uri text,
    file_sha256 text,
    options jsonb DEFAULT '{}'
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_draft(import_draft.draft_id);
BEGIN
    IF draft.started_job_id IS NOT NULL THEN
        RETURN draft.started_job_id;
    END IF;
    IF draft.version IS DISTINCT FROM import_draft.version THEN
        RETURN NULL;
    END IF;
    PERFORM public.start_import(
        draft.brand_id, draft.filename, import_draft.mode, import_draft.file_uri, import_draft.file_sha256,
        import_draft.options, import_draft.job_id
    );
    PERFORM public.queue_import(import_draft.job_id);
    UPDATE public.import_jobs AS j SET upload_sha256 = draft.file_sha256
    WHERE j.id = import_draft.job_id;
    INSERT INTO public.import_edits (job_id, row_number, column_letter, before, after, made_by, made_at)
    SELECT import_draft.job_id, e.row_number, e.column_letter, e.first_before, e.after, e.made_by, e.made_at
    FROM (
        SELECT DISTINCT ON (d.row_number, d.column_letter)
            d.*,
            first_value(d.before) OVER of_cell AS first_before,
            first_value(d.before_kind) OVER of_cell AS first_kind
        FROM public.draft_edits AS d
        WHERE d.draft_id = draft.id AND d.sheet = import_draft.sheet
        WINDOW of_cell AS (PARTITION BY d.row_number, d.column_letter ORDER BY d.version)
        ORDER BY d.row_number, d.column_letter, d.version DESC
    ) AS e
    WHERE (e.first_before, e.first_kind) IS DISTINCT FROM (e.after, e.after_kind);
    UPDATE public.drafts AS d SET started_job_id = import_draft.job_id, touched_at = now()
    WHERE d.id = draft.id;
    RETURN import_draft.job_id;
END
$$;
REVOKE ALL ON FUNCTION public.import_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.import_draft TO authenticated;
-- Gives a draft up: nobody finds it any more, and the next cleanup deletes it with its file.
CREATE FUNCTION public.discard_draft(draft_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(discard_draft.draft_id);
    UPDATE public.drafts AS d SET touched_at = 'epoch'
    WHERE d.id = discard_draft.draft_id;
END
$$;
REVOKE ALL ON FUNCTION public.discard_draft FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.discard_draft TO authenticated;
-- Notes what became of a file of a source, in place of what was noted of it before, in the name of whoever asks.
CREATE FUNCTION public.note_source_file(
    brand_id uuid,
    source text,
    path text,
    size bigint DEFAULT NULL,
    changed timestamptz DEFAULT NULL,
    sha256 text DEFAULT NULL,
    job_id uuid DEFAULT NULL,
    error text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(note_source_file.brand_id);
    IF note_source_file.job_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.import_jobs AS j
        WHERE j.id = note_source_file.job_id AND j.brand_id = note_source_file.brand_id
    ) THEN
        RAISE no_data_found USING MESSAGE = 'no import job has this id';
    END IF;
    INSERT INTO public.source_files AS f (brand_id, source, path, size, changed, sha256, job_id, error)
    VALUES (
        note_source_file.brand_id, note_source_file.source, note_source_file.path, note_source_file.size,
        note_source_file.changed, note_source_file.sha256, note_source_file.job_id, note_source_file.error
    )
    ON CONFLICT ON CONSTRAINT source_files_pkey DO UPDATE
    SET
        size = excluded.size, changed = excluded.changed, sha256 = excluded.sha256, job_id = excluded.job_id,
        error = excluded.error, noted_at = now();
END
$$;
REVOKE ALL ON FUNCTION public.note_source_file FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.note_source_file TO authenticated;
-- Nobody is nobody where a server gives its visitors everything.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = 'anon') THEN
        REVOKE ALL ON FUNCTION
        public.require_draft, public.require_open_draft, public.create_draft, public.keep_draft_file,
        public.touch_draft, public.change_draft, public.edit_draft, public.leave_out_product,
        public.import_draft, public.discard_draft, public.note_source_file
        FROM anon;
        REVOKE ALL ON TABLE
        public.drafts, public.draft_edits, public.draft_excluded_products, public.import_edits, public.source_files
        FROM anon;
    END IF;
END
$$;
