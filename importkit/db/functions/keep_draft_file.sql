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
$$
