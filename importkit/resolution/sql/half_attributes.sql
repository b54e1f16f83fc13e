-- attribute.incomplete: a name without a value or a value without a name, on both cells.
-- in: attribute; terms creates; out: row, column, missing, given, other
WITH halves AS (
    SELECT
        row_number,
        coalesce(value, name) AS other,
        CASE WHEN value IS NULL THEN value_column ELSE name_column END AS missing,
        CASE WHEN value IS NULL THEN name_column ELSE value_column END AS given
    FROM attribute
    WHERE state = 'incomplete' AND getvariable('terms').creates
)

SELECT row_number AS row, unnest([missing, given]) AS "column", missing, given, other
FROM halves
ORDER BY row_number, missing
