-- The items of each spelling of a list, one for each key.
-- in: spelling, name_key (every name in the lists with its key)
-- out: list_item (spelling, item_number, item_name, item_key, percentage)
CREATE TABLE list_item AS
WITH parts AS (
    SELECT
        spelling,
        unnest(string_split(cell, chr(30))) AS part,
        generate_subscripts(string_split(cell, chr(30)), 1) AS item_number
    FROM spelling
),

named AS (
    SELECT
        spelling,
        item_number,
        split_part(part, chr(31), 1) AS item_name,
        nullif(split_part(part, chr(31), 2), '') AS percentage
    FROM parts
)

SELECT
    named.spelling,
    named.item_number,
    named.item_name,
    name_key.key AS item_key,
    named.percentage
FROM named
INNER JOIN name_key ON named.item_name = name_key.name
QUALIFY row_number() OVER (PARTITION BY named.spelling, name_key.key ORDER BY named.item_number) = 1
