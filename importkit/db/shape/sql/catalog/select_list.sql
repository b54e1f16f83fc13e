-- Read the $nouns of a brand with how many products have each, and how many variants of their own.
-- in: brand_id; out: a row per $noun.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    coalesce(of_products.uses, 0) AS products,
    coalesce(of_variants.uses, 0) AS variants,
    CAST(entity.id AS text) AS id
FROM $entity_table AS entity
LEFT JOIN (
    SELECT $entity_id, count(DISTINCT product_id) AS uses
    FROM $product_table
    WHERE $entity_id IN (SELECT own.id FROM $entity_table AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY $entity_id
) AS of_products ON of_products.$entity_id = entity.id
LEFT JOIN (
    SELECT $entity_id, count(DISTINCT variant_id) AS uses
    FROM $variant_table
    WHERE $entity_id IN (SELECT own.id FROM $entity_table AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY $entity_id
) AS of_variants ON of_variants.$entity_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
ORDER BY entity.name_key
