-- Store new values of cells, or find who changed them since they were shown.
-- in: draft_id, sheet, edits (a JSON list), seen (a version), over; out: the edits of others, none when all were stored.
SELECT
    row_number,
    column_letter,
    before,
    after,
    made_by,
    made_at
FROM edit_draft(
    draft_id => CAST(:draft_id AS uuid), sheet => :sheet, edits => :edits, seen => CAST(:seen AS integer),
    over => CAST(:over AS boolean)
)
