-- Find each product that may commit by its handle.
-- in: job_id, brand_id; out: fills matched_products. A product that is new keeps its staging id.
INSERT INTO matched_products (staging_product_id, row_number, product_id, is_existing)
SELECT
    staged.staging_id,
    staged.row_number,
    coalesce(product.id, staged.staging_id),
    product.id IS NOT NULL
FROM staging_products AS staged
LEFT JOIN products AS product
    ON product.brand_id = CAST(:brand_id AS uuid) AND product.handle_key = staged.handle_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND staged.row_status = 'PENDING'
