-- attribute.same-values: variants of one product that no attribute tells apart.
-- in: attribute; terms creates; out: row, column, values, other_rows
WITH described AS (
    SELECT
        row_number,
        min(group_id) AS group_id,
        list_sort(list(name_key || chr(31) || value_key)) AS content
    FROM attribute
    WHERE getvariable('terms').creates
    GROUP BY row_number
    HAVING bool_and(state = 'paired')
),

alike AS (
    SELECT group_id, content, min(row_number, 6) AS rows, count(*) AS total
    FROM described
    GROUP BY group_id, content
    HAVING count(*) > 1
),

repeated AS (
    SELECT described.row_number, name_rows(alike.rows, described.row_number, alike.total) AS other_rows
    FROM described
    INNER JOIN alike ON described.group_id = alike.group_id AND described.content = alike.content
)

SELECT
    repeated.row_number AS row,
    first(attribute.value_column ORDER BY attribute.sort_order) AS "column",
    string_agg(attribute.name || ' ' || attribute.value, ', ' ORDER BY attribute.sort_order) AS "values",
    first(repeated.other_rows) AS other_rows
FROM repeated
INNER JOIN attribute ON repeated.row_number = attribute.row_number
GROUP BY repeated.row_number
ORDER BY repeated.row_number
