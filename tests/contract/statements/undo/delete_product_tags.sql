-- Remove the tags of products that go back to their former ones.
-- in: nothing; out: removes from product_tags.
DELETE FROM product_tags AS owned
USING undo_items AS item
WHERE item.entity_id = owned.product_id AND item.kind = 'product' AND item.target = 'tags' AND item.outcome = 'reversed'
