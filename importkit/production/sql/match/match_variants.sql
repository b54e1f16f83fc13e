-- Find each variant of a product that may commit, by SKU and by barcode, within its own product.
-- in: job_id, brand_id; out: fills matched_variants. A variant that is new keeps its staging id.
INSERT INTO matched_variants (
    staging_variant_id, staging_product_id, row_number, product_id, variant_id, is_existing, product_is_existing,
    sku_owner_id, barcode_owner_id
)
SELECT
    staged.staging_id,
    staged.staging_product_id,
    staged.row_number,
    owner.product_id,
    coalesce(same.variant_id, staged.staging_id),
    same.variant_id IS NOT NULL,
    owner.is_existing,
    by_sku.product_id,
    by_barcode.product_id
FROM staging_product_variants AS staged
INNER JOIN matched_products AS owner ON owner.staging_product_id = staged.staging_product_id
LEFT JOIN product_variants AS by_sku
    ON by_sku.brand_id = CAST(:brand_id AS uuid) AND by_sku.sku = staged.sku
LEFT JOIN product_variants AS by_barcode
    ON by_barcode.brand_id = CAST(:brand_id AS uuid) AND by_barcode.barcode_key = staged.barcode_key
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN by_sku.product_id = owner.product_id THEN by_sku.id
            WHEN by_barcode.product_id = owner.product_id THEN by_barcode.id
        END AS variant_id
) AS same
WHERE staged.job_id = CAST(:job_id AS uuid)
