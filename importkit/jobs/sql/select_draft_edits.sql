-- The newest edit of each cell of a draft's sheet, with what the cell held before the first one.
-- in: draft_id, sheet; out: row_number, column_letter, first_before, first_kind, before, after, after_kind, version,
-- made_by, made_at.
SELECT DISTINCT ON (row_number, column_letter)
    row_number,
    column_letter,
    first_value(before) OVER of_cell AS first_before,
    first_value(before_kind) OVER of_cell AS first_kind,
    before,
    before_kind,
    after,
    after_kind,
    version,
    made_by,
    made_at
FROM draft_edits
WHERE draft_id = CAST(:draft_id AS uuid) AND sheet = :sheet
WINDOW of_cell AS (PARTITION BY row_number, column_letter ORDER BY version)
ORDER BY row_number ASC, column_letter ASC, version DESC
