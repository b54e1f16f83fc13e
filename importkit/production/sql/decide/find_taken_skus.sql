-- Find rows whose sku belongs to another product.
-- in: nothing; out: adds to differences.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, other_handle)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    'sku',
    'sku.taken',
    owner.product_handle
FROM matched_variants AS matched
INNER JOIN products AS owner ON owner.id = matched.sku_owner_id
WHERE matched.sku_owner_id <> matched.product_id
