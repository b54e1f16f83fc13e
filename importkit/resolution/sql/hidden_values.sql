-- override.hides: a variant's own environment value that hides the product's other one.
-- in: line, sheet, own_number; terms creates; out: row, column, hidden, hidden_value
WITH hidden AS (
    SELECT
        line.row_number,
        unnest([
            {
                'column_name': 'Kilograms CO2', 'hidden': 'Liters Water Used',
                'hidden_value': parent."Liters Water Used",
                'hides': child."Kilograms CO2" IS NOT NULL AND NOT child.water_given
            },
            {
                'column_name': 'Liters Water Used', 'hidden': 'Kilograms CO2',
                'hidden_value': parent."Kilograms CO2",
                'hides': child."Liters Water Used" IS NOT NULL AND NOT child.carbon_given
            }
        ], max_depth := 2)
    FROM line
    INNER JOIN own_number ON line.row_number = own_number.row_number AND own_number.has_environment
    INNER JOIN sheet AS child ON line.row_number = child.row_number
    INNER JOIN sheet AS parent ON line.group_id = parent.row_number
    WHERE getvariable('terms').creates
)

SELECT row_number AS row, column_name AS "column", hidden, hidden_value
FROM hidden
WHERE hides AND hidden_value IS NOT NULL
ORDER BY row_number
