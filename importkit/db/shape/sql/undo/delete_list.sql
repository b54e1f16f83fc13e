-- Remove the $nouns of $levels that go back to their former ones.
-- in: nothing; out: removes from $table.
DELETE FROM $table AS owned
USING undo_items AS item
WHERE item.entity_id = owned.$owner_id AND item.kind = '$level' AND item.target = '$field' AND item.outcome = 'reversed'
