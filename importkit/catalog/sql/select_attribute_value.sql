-- Read the values of a brand's attributes with how many variants have each.
-- in: brand_id; out: a row per value.
SELECT
    attribute.name AS attribute,
    entity.name,
    CAST(0 AS bigint) AS products,
    count(used.variant_id) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_attribute_values AS entity
INNER JOIN brand_attributes AS attribute ON attribute.id = entity.attribute_id
LEFT JOIN product_variant_attributes AS used
    ON used.attribute_id = entity.attribute_id AND used.attribute_value_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY attribute.id, entity.id
ORDER BY attribute.name_key, entity.name_key
