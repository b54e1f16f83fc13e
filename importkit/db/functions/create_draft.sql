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
$$
