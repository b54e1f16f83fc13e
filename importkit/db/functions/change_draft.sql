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
$$
