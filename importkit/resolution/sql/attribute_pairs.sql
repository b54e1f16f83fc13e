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
        unnest([
            {
                'sort_order': 0, 'name_column': 'Attribute 1', 'value_column': 'Attribute Value 1',
                'own_name': sheet."Attribute 1", 'own_key': sheet.attribute_1_key,
                'name_given': sheet.attribute_1_given,
                'value': sheet."Attribute Value 1", 'value_key': sheet.attribute_value_1_key,
                'value_given': sheet.attribute_value_1_given
            },
            {
                'sort_order': 1, 'name_column': 'Attribute 2', 'value_column': 'Attribute Value 2',
                'own_name': sheet."Attribute 2", 'own_key': sheet.attribute_2_key,
                'name_given': sheet.attribute_2_given,
                'value': sheet."Attribute Value 2", 'value_key': sheet.attribute_value_2_key,
                'value_given': sheet.attribute_value_2_given
            },
            {
                'sort_order': 2, 'name_column': 'Attribute 3', 'value_column': 'Attribute Value 3',
                'own_name': sheet."Attribute 3", 'own_key': sheet.attribute_3_key,
                'name_given': sheet.attribute_3_given,
                'value': sheet."Attribute Value 3", 'value_key': sheet.attribute_value_3_key,
                'value_given': sheet.attribute_value_3_given
            }
        ], max_depth := 2)
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant
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
    WHERE places.name_given OR places.value_given
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
)

SELECT
    row_number, group_id, sort_order, name_column, value_column, own_name, name, name_key, value, value_key,
    CASE
        WHEN state = 'paired' AND count(*) OVER (PARTITION BY row_number, state, name_key) > 1 THEN 'repeated'
        ELSE state
    END AS state
FROM paired
