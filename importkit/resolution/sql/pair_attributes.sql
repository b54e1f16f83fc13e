-- Attribute names beside their values, three places a row; a child row may leave out the name that the
-- first row of its product gave in that place.
-- in: line, sheet
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
                'own_name': child."Attribute 1", 'own_key': child.attribute_1_key,
                'name_given': child.attribute_1_given,
                'first_name': parent."Attribute 1", 'first_key': parent.attribute_1_key,
                'first_given': parent.attribute_1_given,
                'value': child."Attribute Value 1", 'value_key': child.attribute_value_1_key,
                'value_given': child.attribute_value_1_given
            },
            {
                'sort_order': 1, 'name_column': 'Attribute 2', 'value_column': 'Attribute Value 2',
                'own_name': child."Attribute 2", 'own_key': child.attribute_2_key,
                'name_given': child.attribute_2_given,
                'first_name': parent."Attribute 2", 'first_key': parent.attribute_2_key,
                'first_given': parent.attribute_2_given,
                'value': child."Attribute Value 2", 'value_key': child.attribute_value_2_key,
                'value_given': child.attribute_value_2_given
            },
            {
                'sort_order': 2, 'name_column': 'Attribute 3', 'value_column': 'Attribute Value 3',
                'own_name': child."Attribute 3", 'own_key': child.attribute_3_key,
                'name_given': child.attribute_3_given,
                'first_name': parent."Attribute 3", 'first_key': parent.attribute_3_key,
                'first_given': parent.attribute_3_given,
                'value': child."Attribute Value 3", 'value_key': child.attribute_value_3_key,
                'value_given': child.attribute_value_3_given
            }
        ], max_depth := 2)
    FROM line
    INNER JOIN sheet AS child ON line.row_number = child.row_number
    INNER JOIN sheet AS parent ON line.group_id = parent.row_number
    WHERE line.is_variant
),

inherited AS (
    SELECT
        row_number, group_id, sort_order, name_column, value_column, own_name, value, value_key,
        CASE WHEN name_given THEN own_name ELSE first_name END AS name,
        CASE WHEN name_given THEN own_key ELSE first_key END AS name_key,
        (name_given AND own_name IS NULL)
        OR (value_given AND value IS NULL)
        OR (NOT name_given AND first_given AND first_name IS NULL) AS is_unreadable
    FROM places
    WHERE name_given OR value_given
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
