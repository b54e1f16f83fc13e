-- Remove the weights that products lose.
-- in: nothing; out: removes from product_weight.
DELETE FROM product_weight AS owned
USING changes AS change
WHERE
    owned.product_id = change.product_id
    AND change.target = 'weight'
    AND change.given IS NULL
    AND change.staging_variant_id IS NULL
