-- Remove the materials of variants that go back to their former ones.
-- in: nothing; out: removes from variant_materials.
DELETE FROM variant_materials AS owned
USING undo_items AS item
WHERE item.entity_id = owned.variant_id AND item.kind = 'variant' AND item.target = 'materials' AND item.outcome = 'reversed'
