-- Read the $nouns of a brand with how many products have each.
-- in: brand_id; out: a row per $noun.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    count(product.id) AS products,
    CAST(0 AS bigint) AS variants,
    CAST(entity.id AS text) AS id
FROM $entity_table AS entity
LEFT JOIN products AS product ON product.$id_name = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY entity.id
ORDER BY entity.name_key
