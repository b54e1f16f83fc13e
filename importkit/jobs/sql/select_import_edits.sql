-- The fixes that were made before an import.
-- in: job_id; out: row_number, column_letter, before, after, made_by, made_at.
SELECT
    row_number,
    column_letter,
    before,
    after,
    made_by,
    made_at
FROM import_edits
WHERE job_id = CAST(:job_id AS uuid)
ORDER BY row_number, length(column_letter), column_letter
