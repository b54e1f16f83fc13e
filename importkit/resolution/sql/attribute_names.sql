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
        0 AS sort_order,
        sheet."Attribute 1" AS name,
        sheet.attribute_1_key AS name_key
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.role <> 'image' AND sheet.attribute_1_given
    UNION ALL
    SELECT
        line.group_id,
        line.row_number,
        line.row_number = line.group_id AS is_parent,
        1 AS sort_order,
        sheet."Attribute 2" AS name,
        sheet.attribute_2_key AS name_key
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.role <> 'image' AND sheet.attribute_2_given
    UNION ALL
    SELECT
        line.group_id,
        line.row_number,
        line.row_number = line.group_id AS is_parent,
        2 AS sort_order,
        sheet."Attribute 3" AS name,
        sheet.attribute_3_key AS name_key
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.role <> 'image' AND sheet.attribute_3_given
)

-- Where the parent names the place, it speaks alone.
SELECT
    group_id,
    sort_order,
    CASE
        WHEN bool_or(is_parent) THEN any_value(name) FILTER (WHERE is_parent)
        WHEN min(name_key) = max(name_key) THEN min_by(name, row_number)
    END AS name,
    CASE
        WHEN bool_or(is_parent) THEN any_value(name_key) FILTER (WHERE is_parent)
        WHEN min(name_key) = max(name_key) THEN min(name_key)
    END AS name_key,
    count(name) FILTER (WHERE is_parent) = 0 AND (bool_or(is_parent) OR count(name) = 0) AS is_unreadable
FROM named
GROUP BY group_id, sort_order
