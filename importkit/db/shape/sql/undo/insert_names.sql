-- Put the $nouns of $levels back.
-- in: nothing; out: adds to $table.
INSERT INTO $table ($owner_id, $entity_id)
SELECT item.entity_id, CAST(former.id AS uuid)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements_text(item.stored) AS former (id)
WHERE item.kind = '$level' AND item.target = '$field' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
