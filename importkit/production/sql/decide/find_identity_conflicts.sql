-- Find rows whose SKU and barcode do not mean the same variant.
-- in: nothing; out: adds to differences. Where they are those of two variants, either may be the wrong one.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, stored)
SELECT
    found.staging_product_id,
    found.staging_variant_id,
    found.row_number,
    identifier.target,
    'variant.identity-conflict',
    found.stored
FROM sheet_variants AS found
INNER JOIN (VALUES ('sku'), ('barcode')) AS identifier (target) ON found.verdict IN (identifier.target, 'two')
WHERE found.is_pending
