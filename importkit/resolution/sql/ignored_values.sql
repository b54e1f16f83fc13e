-- value.ignored: a child row's value that only the parent row of its product can give.
-- in: differing, stranger; out: row, column, other, other_row
SELECT
    differing.row_number AS row,
    differing.column_name AS "column",
    differing.other,
    differing.group_id AS other_row
FROM differing
ANTI JOIN stranger ON differing.row_number = stranger.row_number
ORDER BY differing.row_number, differing.column_name
