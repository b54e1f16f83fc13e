-- Remove the $nouns that can go.
-- in: nothing; out: removes from $entity_table.
DELETE FROM $entity_table AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = '$kind' AND item.outcome = 'reversed'
