-- Read which product each group that commits speaks of.
-- in: nothing; out: a row per group.
SELECT
    CAST(matched.staging_product_id AS text) AS staging_product_id,
    CAST(matched.product_id AS text) AS product_id,
    product.product_handle
FROM matched_products AS matched
INNER JOIN products AS product ON product.id = matched.product_id
WHERE NOT matched.is_failed
