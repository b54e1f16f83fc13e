-- Gives a draft up: nobody finds it any more, and the next cleanup deletes it with its file.
CREATE FUNCTION public.discard_draft(draft_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(discard_draft.draft_id);
    UPDATE public.drafts AS d SET touched_at = 'epoch'
    WHERE d.id = discard_draft.draft_id;
END
$$
