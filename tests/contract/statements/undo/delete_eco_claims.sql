-- Remove the eco claims that can go.
-- in: nothing; out: removes from brand_eco_claims.
DELETE FROM brand_eco_claims AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'eco_claim' AND item.outcome = 'reversed'
