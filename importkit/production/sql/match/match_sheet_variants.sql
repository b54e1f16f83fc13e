-- Find the variant of each row by its SKU and its barcode, within the brand.
-- in: job_id, brand_id; out: fills sheet_variants. A variant's blank SKU or barcode contradicts nothing.
INSERT INTO sheet_variants (
    staging_variant_id, staging_product_id, row_number, is_pending, sku, verdict, variant_id, product_id, stored
)
SELECT
    staged.staging_id,
    staged.staging_product_id,
    staged.row_number,
    staged.row_status = 'PENDING',
    staged.sku,
    judged.verdict,
    CASE WHEN judged.verdict = 'found' THEN coalesce(by_sku.id, by_barcode.id) END,
    CASE WHEN judged.verdict = 'found' THEN coalesce(by_sku.product_id, by_barcode.product_id) END,
    CASE judged.verdict WHEN 'sku' THEN by_barcode.sku WHEN 'barcode' THEN by_sku.barcode END
FROM staging_product_variants AS staged
LEFT JOIN product_variants AS by_sku
    ON by_sku.brand_id = CAST(:brand_id AS uuid) AND by_sku.sku = staged.sku
LEFT JOIN product_variants AS by_barcode
    ON by_barcode.brand_id = CAST(:brand_id AS uuid) AND by_barcode.barcode_key = staged.barcode_key
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN by_sku.id <> by_barcode.id THEN 'two'
            WHEN by_sku.id IS NULL AND by_barcode.id IS NULL THEN 'missing'
            WHEN by_barcode.id IS NULL AND staged.barcode_key <> by_sku.barcode_key THEN 'barcode'
            WHEN by_sku.id IS NULL AND staged.sku <> by_barcode.sku THEN 'sku'
            ELSE 'found'
        END AS verdict
) AS judged
WHERE staged.job_id = CAST(:job_id AS uuid)
