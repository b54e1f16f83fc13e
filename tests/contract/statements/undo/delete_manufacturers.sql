-- Remove the manufacturers that can go.
-- in: nothing; out: removes from brand_manufacturers.
DELETE FROM brand_manufacturers AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'manufacturer' AND item.outcome = 'reversed'
