-- Values of child rows that belong to the whole product and are not those of its parent row.
-- A cell in error is compared with nothing, nor is a category that is not known.
-- in: line, sheet, own_list
-- out: differing (row_number, group_id, column_name, other)
CREATE TABLE differing AS
WITH pairs AS (
    SELECT
        line.row_number,
        line.group_id,
        unnest([
            {
                'column_name': 'Manufacturer',
                'other': parent."Manufacturer",
                'differs': child.manufacturer_key IS DISTINCT FROM parent.manufacturer_key
                    AND child.manufacturer_key IS NOT NULL
                    AND NOT (parent.manufacturer_given AND parent.manufacturer_key IS NULL)
            },
            {
                'column_name': 'Category',
                'other': parent."Category",
                'differs': child.category_path IS DISTINCT FROM parent.category_path
                    AND child.category_path IS NOT NULL
                    AND NOT (parent.category_given AND parent.category_path IS NULL)
            },
            {
                'column_name': 'Season',
                'other': parent."Season",
                'differs': child.season_key IS DISTINCT FROM parent.season_key
                    AND child.season_key IS NOT NULL
                    AND NOT (parent.season_given AND parent.season_key IS NULL)
            }$differences
        ], max_depth := 2)
    FROM line
    INNER JOIN sheet AS child ON line.row_number = child.row_number
    INNER JOIN sheet AS parent ON line.group_id = parent.row_number
    $join_own_lists
    WHERE line.role = 'child' AND line.row_number <> line.group_id AND getvariable('terms').creates
)

SELECT row_number, group_id, column_name, coalesce(other, '(blank)') AS other
FROM pairs
WHERE differs
