-- Count the variants of the brand that have one of these identifiers.
-- in: brand_id, skus and barcode_keys: arrays of text, which Postgres looks up by their hash, as it does not what
-- it has to part from one text first; out: one number.
SELECT count(*)
FROM product_variants
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND (sku = ANY(CAST(:skus AS text [])) OR barcode_key = ANY(CAST(:barcode_keys AS text [])))
