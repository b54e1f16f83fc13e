-- Read the seasons of a brand with how many products have each.
-- in: brand_id; out: a row per season.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    count(product.id) AS products,
    CAST(0 AS bigint) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_seasons AS entity
LEFT JOIN products AS product ON product.season_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
GROUP BY entity.id
ORDER BY entity.name_key
