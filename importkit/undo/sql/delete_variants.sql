-- Remove the variants that can go, with all that they have.
-- in: nothing; out: removes from product_variants.
DELETE FROM product_variants AS variant
USING undo_items AS item
WHERE item.entity_id = variant.id AND item.kind = 'variant' AND item.target = '' AND item.outcome = 'reversed'
