-- Environment and weight of child rows that are not those of the product's parent row. The two environment
-- values are one record: when either differs, the row's own values stand together.
-- in: line, sheet; terms creates
-- out: own_number (row_number, has_environment, has_weight)
CREATE TABLE own_number AS
WITH compared AS (
    SELECT
        line.row_number,
        number_text(child."Kilograms CO2") AS carbon,
        number_text(child."Liters Water Used") AS water,
        number_text(parent."Kilograms CO2") AS first_carbon,
        number_text(parent."Liters Water Used") AS first_water,
        number_text(split_part(child."Grams Weight", ' ', 1)) AS weight,
        split_part(child."Grams Weight", ' ', 2) AS unit,
        number_text(split_part(parent."Grams Weight", ' ', 1)) AS first_weight,
        split_part(parent."Grams Weight", ' ', 2) AS first_unit
    FROM line
    INNER JOIN sheet AS child ON line.row_number = child.row_number
    INNER JOIN sheet AS parent ON line.group_id = parent.row_number
    WHERE line.role = 'child'
)

SELECT
    row_number,
    (carbon IS NOT NULL AND (NOT getvariable('terms').creates OR carbon IS DISTINCT FROM first_carbon))
    OR (water IS NOT NULL AND (NOT getvariable('terms').creates OR water IS DISTINCT FROM first_water))
        AS has_environment,
    weight IS NOT NULL
    AND (
        NOT getvariable('terms').creates
        OR weight IS DISTINCT FROM first_weight
        OR unit IS DISTINCT FROM first_unit
    ) AS has_weight
FROM compared
