-- Makes a job of a draft and queues it, in the name of whoever asks, and returns its id; asked once more, the same id.
-- The file that is given holds the draft as it was in one version: where somebody has changed it since, nothing is made
-- and NULL is returned, and the file is to be written anew. The edits in force are listed with the job.
-- One that came from a source says so beside who asked, and the source's file is noted as imported.
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
    UPDATE public.import_jobs AS j
    SET upload_sha256 = draft.file_sha256, created_by = concat_ws(', ', j.created_by, 'source:' || draft.source)
    WHERE j.id = import_draft.job_id;
    IF draft.source IS NOT NULL THEN
        PERFORM public.note_source_file(
            draft.brand_id, draft.source, draft.source_path, draft.source_size, draft.source_changed,
            draft.file_sha256, import_draft.job_id
        );
    END IF;
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
$$
