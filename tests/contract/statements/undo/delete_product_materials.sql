-- Remove the materials of products that go back to their former ones.
-- in: nothing; out: removes from product_materials.
DELETE FROM product_materials AS owned
USING undo_items AS item
WHERE item.entity_id = owned.product_id AND item.kind = 'product' AND item.target = 'materials' AND item.outcome = 'reversed'
