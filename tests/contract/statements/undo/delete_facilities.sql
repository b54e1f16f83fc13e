-- Remove the facilities that can go.
-- in: nothing; out: removes from brand_facilities.
DELETE FROM brand_facilities AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'facility' AND item.outcome = 'reversed'
