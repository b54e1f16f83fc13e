-- Count the variants of the brand that have one of these identifiers.
-- in: brand_id, skus and barcode_keys, each with chr(30) between them; out: one number.
SELECT count(*)
FROM product_variants
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND (
        sku = ANY(string_to_array(CAST(:skus AS text), chr(30)))
        OR barcode_key = ANY(string_to_array(CAST(:barcode_keys AS text), chr(30)))
    )
