-- Find rows whose variant, and product rows whose product, the brand does not have.
-- in: nothing; out: adds to differences. A row with several identifiers is told once, on its SKU.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code)
SELECT
    staging_product_id,
    staging_variant_id,
    row_number,
    CASE WHEN sku IS NULL THEN 'barcode' ELSE 'sku' END,
    'variant.not-found'
FROM sheet_variants
WHERE is_pending AND verdict = 'missing'
UNION ALL
SELECT owner.staging_product_id, NULL, owner.row_number, 'product_handle', 'variant.not-found'
FROM sheet_products AS owner
WHERE
    owner.is_pending
    AND owner.handle_key IS NOT NULL
    AND owner.product_id IS NULL
    AND NOT EXISTS (SELECT FROM sheet_variants AS variant WHERE variant.row_number = owner.row_number)
