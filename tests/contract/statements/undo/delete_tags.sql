-- Remove the tags that can go.
-- in: nothing; out: removes from brand_tags.
DELETE FROM brand_tags AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'tag' AND item.outcome = 'reversed'
