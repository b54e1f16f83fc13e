-- Read the $nouns of a brand with how many products have each.
-- in: brand_id; out: a row per $noun.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    count(used.product_id) AS products,
    CAST(0 AS bigint) AS variants,
    CAST(entity.id AS text) AS id
FROM $entity_table AS entity
LEFT JOIN $product_table AS used ON used.$entity_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY entity.id
ORDER BY entity.name_key
