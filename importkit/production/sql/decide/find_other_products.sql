-- Find rows whose variant is another product's than the rest of their group, and handles that no product has
-- above variants that are some product's.
-- in: nothing; out: adds to differences.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, other_handle)
SELECT
    found.staging_product_id,
    found.staging_variant_id,
    found.row_number,
    CASE WHEN found.sku IS NULL THEN 'barcode' ELSE 'sku' END,
    'variant.other-product',
    product.product_handle
FROM sheet_variants AS found
INNER JOIN sheet_products AS owner ON owner.staging_product_id = found.staging_product_id
INNER JOIN products AS product ON product.id = found.product_id
WHERE found.is_pending AND found.product_id <> owner.product_id
UNION ALL
SELECT
    owner.staging_product_id,
    NULL,
    line.row_number,
    'product_handle',
    'variant.other-product',
    product.product_handle
FROM sheet_products AS owner
INNER JOIN import_lines AS line ON line.staging_product_id = owner.staging_product_id AND line.has_handle
INNER JOIN products AS product ON product.id = owner.product_id
WHERE owner.is_pending AND owner.handle_key IS NOT NULL AND owner.handle_product_id IS NULL
