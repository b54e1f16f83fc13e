-- Read the categories that products of a brand are in; all brands share the taxonomy.
-- in: brand_id; out: a row per category in use.
SELECT
    CAST(NULL AS text) AS attribute,
    category.path AS name,
    count(*) AS products,
    CAST(0 AS bigint) AS variants,
    CAST(category.id AS text) AS id
FROM products AS product
INNER JOIN taxonomy_categories AS category ON category.id = product.category_id
WHERE product.brand_id = CAST(:brand_id AS uuid)
GROUP BY category.id
ORDER BY category.path_key
