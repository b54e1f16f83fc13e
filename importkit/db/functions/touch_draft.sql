-- Notes that somebody looked at a draft: it is kept for a day from then on.
CREATE FUNCTION public.touch_draft(draft_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_draft(touch_draft.draft_id);
    UPDATE public.drafts AS d SET touched_at = now()
    WHERE d.id = touch_draft.draft_id;
END
$$
