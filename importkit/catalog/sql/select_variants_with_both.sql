-- Find variants that have two attributes with different values: one of them would be lost.
-- in: loser_id, winner_id; out: a row for each of the first ones, with how many there are.
SELECT
    coalesce(variant.sku, variant.barcode, product.product_handle) AS variant,
    loser_value.name AS loser_value,
    winner_value.name AS winner_value,
    count(*) OVER () AS variants
FROM product_variant_attributes AS loser
INNER JOIN product_variant_attributes AS winner
    ON winner.variant_id = loser.variant_id AND winner.attribute_id = CAST(:winner_id AS uuid)
INNER JOIN brand_attribute_values AS loser_value ON loser_value.id = loser.attribute_value_id
INNER JOIN brand_attribute_values AS winner_value ON winner_value.id = winner.attribute_value_id
INNER JOIN product_variants AS variant ON variant.id = loser.variant_id
INNER JOIN products AS product ON product.id = variant.product_id
WHERE loser.attribute_id = CAST(:loser_id AS uuid) AND loser_value.name_key <> winner_value.name_key
ORDER BY 1
LIMIT 3
