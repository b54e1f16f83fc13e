-- Find the product of each group, by its handle, else by its first variant.
-- in: job_id, brand_id; out: fills sheet_products.
INSERT INTO sheet_products (staging_product_id, row_number, is_pending, handle_key, handle_product_id, product_id)
SELECT
    staged.staging_id,
    staged.row_number,
    staged.row_status = 'PENDING',
    staged.handle_key,
    by_handle.id,
    coalesce(by_handle.id, first_variant.product_id)
FROM staging_products AS staged
LEFT JOIN products AS by_handle
    ON by_handle.brand_id = CAST(:brand_id AS uuid) AND by_handle.handle_key = staged.handle_key
LEFT JOIN (
    SELECT DISTINCT ON (staging_product_id) staging_product_id, product_id
    FROM sheet_variants
    WHERE product_id IS NOT NULL
    ORDER BY staging_product_id, row_number
) AS first_variant ON first_variant.staging_product_id = staged.staging_id
WHERE staged.job_id = CAST(:job_id AS uuid)
