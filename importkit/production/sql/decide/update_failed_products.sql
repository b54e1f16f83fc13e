-- Fail the products that a row says something else of than production.
-- in: nothing; out: sets is_failed in matched_products.
UPDATE matched_products
SET is_failed = true
FROM differences AS difference
WHERE difference.staging_product_id = matched_products.staging_product_id AND difference.code IS NOT NULL
