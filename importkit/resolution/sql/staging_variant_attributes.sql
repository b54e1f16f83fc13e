-- The attributes of each variant, in their places. Enriching leaves them as they are.
-- in: attribute, line; terms creates; out: as the table
SELECT
    line.staging_variant_id,
    attribute.name AS attribute_name,
    attribute.name_key AS attribute_key,
    attribute.value AS value_name,
    attribute.value_key,
    attribute.sort_order
FROM attribute
INNER JOIN line ON attribute.row_number = line.row_number
WHERE attribute.state = 'paired' AND getvariable('terms').creates
ORDER BY attribute.row_number, attribute.sort_order
