-- Put the ${record}s of $levels back.
-- in: nothing; out: adds to $table.
INSERT INTO $table ($owner_id, $columns)
SELECT item.entity_id, $former_values
FROM undo_items AS item
WHERE item.kind = '$level' AND item.target = '$record' AND item.outcome = 'reversed' AND item.stored <> 'null'
