-- attribute.not-changed: attributes in a sheet that enriches, once for each place, where they stand first.
-- in: attribute; terms creates; out: row, column, name, count
SELECT
    min(row_number) AS row,
    value_column AS "column",
    name_column AS name,
    count(*) AS count
FROM attribute
WHERE NOT getvariable('terms').creates AND value IS NOT NULL
GROUP BY value_column, name_column
ORDER BY value_column
