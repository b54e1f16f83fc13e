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
$$
