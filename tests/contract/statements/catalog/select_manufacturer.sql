-- Read the manufacturers of a brand with how many products have each.
-- in: brand_id; out: a row per manufacturer.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    count(product.id) AS products,
    CAST(0 AS bigint) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_manufacturers AS entity
LEFT JOIN products AS product ON product.manufacturer_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY entity.id
ORDER BY entity.name_key
