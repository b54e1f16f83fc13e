-- Read the attributes of a brand with how many variants have each.
-- in: brand_id; out: a row per attribute.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    CAST(0 AS bigint) AS products,
    count(used.variant_id) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_attributes AS entity
LEFT JOIN product_variant_attributes AS used ON used.attribute_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY entity.id
ORDER BY entity.name_key
