-- The errors of each row that has any.
-- in: fault
-- out: row_fault (row_number, errors)
CREATE TABLE row_fault AS
SELECT
    row AS row_number,
    list({'row': row, 'field': field, 'cell': cell, 'code': code, 'message': message} ORDER BY number) AS errors
FROM fault
WHERE row IS NOT NULL
GROUP BY row
