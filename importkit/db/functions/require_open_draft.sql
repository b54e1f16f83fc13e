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
$$
