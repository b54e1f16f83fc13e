-- The attribute name that the rows of a product share in a place, for those that leave it out: its parent's,
-- else the one that all others which name the place agree on.
-- in: line, sheet
-- out: shared_name (group_id, sort_order, name, name_key, is_unreadable); the name is NULL where they disagree,
--      or where the cell that gives it is in error
CREATE TABLE shared_name AS
WITH named AS (
    SELECT
        line.group_id,
        line.row_number,
        line.row_number = line.group_id AS is_parent,
        unnest([
            {
                'sort_order': 0, 'name': sheet."Attribute 1", 'name_key': sheet.attribute_1_key,
                'is_given': sheet.attribute_1_given
            },
            {
                'sort_order': 1, 'name': sheet."Attribute 2", 'name_key': sheet.attribute_2_key,
                'is_given': sheet.attribute_2_given
            },
            {
                'sort_order': 2, 'name': sheet."Attribute 3", 'name_key': sheet.attribute_3_key,
                'is_given': sheet.attribute_3_given
            }
        ], max_depth := 2)
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.role <> 'image'
),

-- A row that names the place speaks only as long as its product's parent does not.
speaking AS (
    SELECT *
    FROM named
    WHERE is_given
    QUALIFY is_parent OR NOT bool_or(is_parent) OVER (PARTITION BY group_id, sort_order)
)

SELECT
    group_id,
    sort_order,
    CASE WHEN count(DISTINCT name_key) = 1 THEN min_by(name, row_number) END AS name,
    CASE WHEN count(DISTINCT name_key) = 1 THEN min(name_key) END AS name_key,
    count(name) = 0 AS is_unreadable
FROM speaking
GROUP BY group_id, sort_order
