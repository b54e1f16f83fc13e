-- Notes from which file of a source a draft was made.
CREATE FUNCTION public.note_draft_source(
    draft_id uuid,
    source text,
    path text,
    size bigint DEFAULT NULL,
    changed timestamptz DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(note_draft_source.draft_id);
    UPDATE public.drafts AS d
    SET
        source = note_draft_source.source, source_path = note_draft_source.path,
        source_size = note_draft_source.size, source_changed = note_draft_source.changed
    WHERE d.id = note_draft_source.draft_id;
END
$$
