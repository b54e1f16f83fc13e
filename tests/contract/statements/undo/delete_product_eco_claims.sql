-- Remove the eco claims of products that go back to their former ones.
-- in: nothing; out: removes from product_eco_claims.
DELETE FROM product_eco_claims AS owned
USING undo_items AS item
WHERE item.entity_id = owned.product_id AND item.kind = 'product' AND item.target = 'eco_claims' AND item.outcome = 'reversed'
