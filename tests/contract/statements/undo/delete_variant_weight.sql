-- Remove the weights of variants that go back to their former ones.
-- in: nothing; out: removes from variant_weight.
DELETE FROM variant_weight AS owned
USING undo_items AS item
WHERE item.entity_id = owned.variant_id AND item.kind = 'variant' AND item.target = 'weight' AND item.outcome = 'reversed'
