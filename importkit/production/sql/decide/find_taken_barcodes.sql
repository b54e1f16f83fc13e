-- Find rows whose barcode belongs to another product.
-- in: nothing; out: adds to differences.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, other_handle)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    'barcode',
    'barcode.taken',
    owner.product_handle
FROM matched_variants AS matched
INNER JOIN products AS owner ON owner.id = matched.barcode_owner_id
WHERE matched.barcode_owner_id <> matched.product_id
