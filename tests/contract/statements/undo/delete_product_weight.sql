-- Remove the weights of products that go back to their former ones.
-- in: nothing; out: removes from product_weight.
DELETE FROM product_weight AS owned
USING undo_items AS item
WHERE item.entity_id = owned.product_id AND item.kind = 'product' AND item.target = 'weight' AND item.outcome = 'reversed'
