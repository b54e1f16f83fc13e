-- attribute.repeated: one attribute named twice on a row, on each of its name cells. A row that only takes
-- the names over from the parent row of its product is not told again.
-- in: attribute; terms creates; out: row, column, value, other_columns
WITH repeated AS (
    SELECT
        row_number,
        group_id,
        name_key,
        list(name_column ORDER BY sort_order) AS name_columns,
        count(own_name) = 0 AS is_taken_over
    FROM attribute
    WHERE state = 'repeated' AND getvariable('terms').creates
    GROUP BY row_number, group_id, name_key
),

told AS (
    SELECT repeated.row_number, repeated.name_key, repeated.name_columns
    FROM repeated
    LEFT JOIN repeated AS parent
        ON repeated.group_id = parent.row_number AND repeated.name_key = parent.name_key
    WHERE NOT repeated.is_taken_over OR parent.row_number IS NULL
)

SELECT
    attribute.row_number AS row,
    attribute.name_column AS "column",
    attribute.name AS value,
    join_words(list_filter(told.name_columns, lambda c: c <> attribute.name_column), 0) AS other_columns
FROM attribute
INNER JOIN told ON attribute.row_number = told.row_number AND attribute.name_key = told.name_key
WHERE attribute.state = 'repeated'
ORDER BY attribute.row_number, attribute.sort_order
