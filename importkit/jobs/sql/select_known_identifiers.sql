-- Which of these identifiers variants of the brand have.
-- in: brand_id, skus and barcode_keys (arrays of text); out: sku and barcode_key of each variant that has one of them.
SELECT
    sku,
    barcode_key
FROM product_variants
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND (sku = ANY(CAST(:skus AS text [])) OR barcode_key = ANY(CAST(:barcode_keys AS text [])))
