-- Remove the eco claims of variants that go back to their former ones.
-- in: nothing; out: removes from variant_eco_claims.
DELETE FROM variant_eco_claims AS owned
USING undo_items AS item
WHERE item.entity_id = owned.variant_id AND item.kind = 'variant' AND item.target = 'eco_claims' AND item.outcome = 'reversed'
