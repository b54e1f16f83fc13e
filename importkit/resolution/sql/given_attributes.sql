-- What a sheet that enriches says of the attributes of its variants, which stay as they are stored.
-- in: attribute, line; terms creates
-- out: staging_variant_id, row_number, sort_order, column_name (of the value), name_key, value_key
SELECT
    line.staging_variant_id,
    attribute.row_number,
    attribute.sort_order,
    attribute.value_column AS column_name,
    attribute.name_key,
    attribute.value_key
FROM attribute
INNER JOIN line ON attribute.row_number = line.row_number
WHERE NOT getvariable('terms').creates AND attribute.value_key IS NOT NULL AND line.is_variant
ORDER BY attribute.row_number, attribute.sort_order
