-- Remove the materials that can go.
-- in: nothing; out: removes from brand_materials.
DELETE FROM brand_materials AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'material' AND item.outcome = 'reversed'
