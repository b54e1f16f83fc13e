-- Remove the products that can go, with all that they have.
-- in: nothing; out: removes from products.
DELETE FROM products AS product
USING undo_items AS item
WHERE item.entity_id = product.id AND item.kind = 'product' AND item.target = '' AND item.outcome = 'reversed'
