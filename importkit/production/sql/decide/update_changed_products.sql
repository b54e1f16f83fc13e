-- Tell the products of which anything changes.
-- in: nothing; out: sets is_changed in matched_products.
UPDATE matched_products
SET is_changed = true
WHERE
    staging_product_id IN (
        SELECT change.staging_product_id FROM changes AS change WHERE change.staging_variant_id IS NULL
    )
