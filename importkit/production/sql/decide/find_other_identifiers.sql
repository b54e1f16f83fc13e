-- Find rows of existing variants whose SKU or barcode is another than the stored one, or fills a blank one.
-- in: nothing; out: adds to differences. Identifiers that another product holds are found elsewhere: one bad
-- cell is one finding.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, stored)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    compared.target,
    'product.exists',
    compared.stored
FROM matched_variants AS matched
INNER JOIN staging_product_variants AS staged ON staged.staging_id = matched.staging_variant_id
INNER JOIN product_variants AS variant ON variant.id = matched.variant_id
CROSS JOIN LATERAL (
    VALUES
    ('sku', staged.sku, variant.sku, variant.sku, matched.sku_owner_id),
    ('barcode', staged.barcode_key, variant.barcode_key, variant.barcode, matched.barcode_owner_id)
) AS compared (target, given_key, stored_key, stored, owner_id)
WHERE
    matched.is_existing
    AND compared.given_key <> coalesce(compared.stored_key, '')
    AND coalesce(compared.owner_id = matched.product_id, true)
