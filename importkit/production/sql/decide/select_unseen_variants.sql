-- Find products that change as a whole, by a row with their handle, while variants of theirs are not in the sheet.
-- in: nothing; out: a row per product, in the order of the sheet.
SELECT
    owner.row_number,
    product.product_handle,
    count(*) AS unseen
FROM sheet_products AS owner
INNER JOIN products AS product ON product.id = owner.product_id
INNER JOIN product_variants AS variant ON variant.product_id = product.id
WHERE
    owner.handle_key IS NOT NULL
    AND owner.staging_product_id IN (
        SELECT change.staging_product_id FROM changes AS change WHERE change.staging_variant_id IS NULL
    )
    AND NOT EXISTS (SELECT FROM sheet_variants AS found WHERE found.variant_id = variant.id)
GROUP BY owner.row_number, product.product_handle
ORDER BY owner.row_number
