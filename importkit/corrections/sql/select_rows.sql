-- The original cells of a job's failed rows, in the order of the sheet.
-- in: job_id, letters (the used columns); out: one row per failed row; texts, kinds and formats in the order of letters.
SELECT
    r.row_number,
    r.blocked_by_row,
    ARRAY(
        SELECT r.cells -> u.letter ->> 'text'
        FROM unnest(CAST(:letters AS text [])) WITH ORDINALITY AS u (letter, place)
        ORDER BY u.place
    ) AS texts,
    ARRAY(
        SELECT r.cells -> u.letter ->> 'kind'
        FROM unnest(CAST(:letters AS text [])) WITH ORDINALITY AS u (letter, place)
        ORDER BY u.place
    ) AS kinds,
    ARRAY(
        SELECT r.cells -> u.letter ->> 'format'
        FROM unnest(CAST(:letters AS text [])) WITH ORDINALITY AS u (letter, place)
        ORDER BY u.place
    ) AS formats
FROM import_rows AS r
WHERE r.job_id = CAST(:job_id AS uuid)
ORDER BY r.row_number
