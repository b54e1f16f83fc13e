-- Remove the attributes that can go.
-- in: nothing; out: removes from brand_attributes.
DELETE FROM brand_attributes AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'attribute' AND item.outcome = 'reversed'
