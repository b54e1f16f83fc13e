-- Attribute names beside their values, three places a row; a row may leave out the name that its product has
-- in that place.
-- in: line, sheet, shared_name
-- out: attribute (row_number, group_id, sort_order, name_column, value_column, own_name, name, name_key, value,
--      value_key, state), state being paired, incomplete, repeated or unreadable; places left blank and the
--      Title / Default Title that Shopify writes where there are no attributes are left out
CREATE TABLE attribute AS
WITH places AS (
    SELECT
        line.row_number,
        line.group_id,
        0 AS sort_order,
        'Attribute 1' AS name_column,
        'Attribute Value 1' AS value_column,
        sheet."Attribute 1" AS own_name,
        sheet.attribute_1_key AS own_key,
        sheet.attribute_1_given AS name_given,
        sheet."Attribute Value 1" AS value,
        sheet.attribute_value_1_key AS value_key,
        sheet.attribute_value_1_given AS value_given
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant AND (sheet.attribute_1_given OR sheet.attribute_value_1_given)
    UNION ALL
    SELECT
        line.row_number,
        line.group_id,
        1 AS sort_order,
        'Attribute 2' AS name_column,
        'Attribute Value 2' AS value_column,
        sheet."Attribute 2" AS own_name,
        sheet.attribute_2_key AS own_key,
        sheet.attribute_2_given AS name_given,
        sheet."Attribute Value 2" AS value,
        sheet.attribute_value_2_key AS value_key,
        sheet.attribute_value_2_given AS value_given
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant AND (sheet.attribute_2_given OR sheet.attribute_value_2_given)
    UNION ALL
    SELECT
        line.row_number,
        line.group_id,
        2 AS sort_order,
        'Attribute 3' AS name_column,
        'Attribute Value 3' AS value_column,
        sheet."Attribute 3" AS own_name,
        sheet.attribute_3_key AS own_key,
        sheet.attribute_3_given AS name_given,
        sheet."Attribute Value 3" AS value,
        sheet.attribute_value_3_key AS value_key,
        sheet.attribute_value_3_given AS value_given
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant AND (sheet.attribute_3_given OR sheet.attribute_value_3_given)
),

inherited AS (
    SELECT
        places.row_number, places.group_id, places.sort_order, places.name_column, places.value_column,
        places.own_name, places.value, places.value_key,
        CASE WHEN places.name_given THEN places.own_name ELSE shared_name.name END AS name,
        CASE WHEN places.name_given THEN places.own_key ELSE shared_name.name_key END AS name_key,
        (places.name_given AND places.own_name IS NULL)
        OR (places.value_given AND places.value IS NULL)
        OR (NOT places.name_given AND shared_name.is_unreadable IS TRUE) AS is_unreadable
    FROM places
    LEFT JOIN shared_name
        ON places.group_id = shared_name.group_id AND places.sort_order = shared_name.sort_order
),

paired AS (
    SELECT
        row_number, group_id, sort_order, name_column, value_column, own_name, name, name_key, value, value_key,
        CASE
            WHEN is_unreadable THEN 'unreadable'
            WHEN name IS NULL OR value IS NULL THEN 'incomplete'
            ELSE 'paired'
        END AS state
    FROM inherited
    WHERE (name_key = 'title' AND value_key = 'default title') IS NOT TRUE
),

repeated AS (
    SELECT row_number, name_key
    FROM paired
    WHERE state = 'paired'
    GROUP BY row_number, name_key
    HAVING count(*) > 1
)

SELECT
    paired.row_number, paired.group_id, paired.sort_order, paired.name_column, paired.value_column, paired.own_name,
    paired.name, paired.name_key, paired.value, paired.value_key,
    CASE WHEN paired.state = 'paired' AND repeated.row_number IS NOT NULL THEN 'repeated' ELSE paired.state END AS state
FROM paired
LEFT JOIN repeated ON paired.row_number = repeated.row_number AND paired.name_key = repeated.name_key
