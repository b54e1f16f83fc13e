-- Remove the seasons that can go.
-- in: nothing; out: removes from brand_seasons.
DELETE FROM brand_seasons AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'season' AND item.outcome = 'reversed'
