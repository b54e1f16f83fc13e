-- Take over the product of each group that may commit.
-- in: nothing; out: fills matched_products. Several groups may speak of one product. A group that found none
-- keeps its staging id; it is in conflict, and fails.
INSERT INTO matched_products (staging_product_id, row_number, product_id, is_existing)
SELECT staging_product_id, row_number, coalesce(product_id, staging_product_id), product_id IS NOT NULL
FROM sheet_products
WHERE is_pending
