-- Stores new values of cells, all of them or none, and returns the edits of others that this would have written over.
-- `edits` is a list of {"row", "column", "before", "before_kind", "after", "after_kind"}; a blank cell has no text.
-- `seen` is the version of the draft that was shown. Where a later edit gave a cell another value than it would get now,
-- nothing is stored and these later edits are returned, unless `over` says that they may be written over. A cell that
-- has its value already is not stored again, so that the same call may run twice.
CREATE FUNCTION public.edit_draft(
    draft_id uuid,
    sheet text,
    edits text,
    seen integer,
    over boolean DEFAULT false
) RETURNS SETOF public.draft_edits
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_open_draft(edit_draft.draft_id);
BEGIN
    IF NOT edit_draft.over THEN
        RETURN QUERY
        SELECT last.*
        FROM jsonb_to_recordset(edit_draft.edits::jsonb) AS e (
            "row" integer, "column" text, after text, after_kind smallint
        )
        INNER JOIN (
            SELECT DISTINCT ON (d.row_number, d.column_letter) d.*
            FROM public.draft_edits AS d
            WHERE d.draft_id = draft.id AND d.sheet = edit_draft.sheet
            ORDER BY d.row_number, d.column_letter, d.version DESC
        ) AS last ON last.row_number = e."row" AND last.column_letter = e."column"
        WHERE
            last.version > edit_draft.seen
            AND (last.after, last.after_kind) IS DISTINCT FROM (e.after, e.after_kind)
        ORDER BY last.row_number, last.column_letter;
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;
    INSERT INTO public.draft_edits
    (draft_id, version, sheet, row_number, column_letter, before, before_kind, after, after_kind, made_by)
    SELECT
        draft.id, draft.version, edit_draft.sheet, n."row", n."column", n.held, n.held_kind, n.after, n.after_kind,
        public.current_email()
    FROM (
        SELECT
            e.*,
            CASE WHEN last.version IS NULL THEN e.before ELSE last.after END AS held,
            CASE WHEN last.version IS NULL THEN e.before_kind ELSE last.after_kind END AS held_kind
        FROM jsonb_to_recordset(edit_draft.edits::jsonb) AS e (
            "row" integer, "column" text, before text, before_kind smallint, after text, after_kind smallint
        )
        LEFT JOIN (
            SELECT DISTINCT ON (d.row_number, d.column_letter) d.*
            FROM public.draft_edits AS d
            WHERE d.draft_id = draft.id AND d.sheet = edit_draft.sheet
            ORDER BY d.row_number, d.column_letter, d.version DESC
        ) AS last ON last.row_number = e."row" AND last.column_letter = e."column"
    ) AS n
    WHERE (n.held, n.held_kind) IS DISTINCT FROM (n.after, n.after_kind);
END
$$
