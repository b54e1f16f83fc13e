-- Without drafts: what was not imported is uploaded again; the backup copy keeps the fixes that were made before imports.
DROP FUNCTION
public.note_source_file, public.discard_draft, public.import_draft,
public.leave_out_product, public.edit_draft, public.change_draft, public.touch_draft,
public.keep_draft_file, public.create_draft, public.require_open_draft, public.require_draft;
DROP TABLE public.source_files, public.import_edits, public.draft_excluded_products, public.draft_edits, public.drafts;
UPDATE public.import_jobs SET options = options - 'left_out_rows' WHERE options ? 'left_out_rows';
ALTER TABLE public.import_jobs
DROP CONSTRAINT import_jobs_upload_sha256_check,
DROP COLUMN upload_sha256,
DROP CONSTRAINT import_jobs_options_check,
ADD CONSTRAINT import_jobs_options_check CHECK (CASE WHEN jsonb_typeof(options) = 'object' THEN
    options - ARRAY['hidden_rows', 'file_bytes', 'plan', 'sheet', 'recipe', 'schema'] = '{}'::jsonb
    AND octet_length(options::text) <= 4096
    AND coalesce(options -> 'hidden_rows', '"import"') IN ('"import"', '"skip"')
    AND coalesce(jsonb_typeof(options -> 'file_bytes'), 'number') = 'number'
    AND coalesce(jsonb_typeof(options -> 'plan'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'sheet'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'recipe'), 'string') = 'string'
ELSE false END);
