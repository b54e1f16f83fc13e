-- Put the $nouns of $levels back.
-- in: nothing; out: adds to $table.
INSERT INTO $table ($owner_id, $entity_id, $amount)
SELECT item.entity_id, CAST(former.pair ->> 0 AS uuid), CAST(former.pair ->> 1 AS numeric)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements(item.stored) AS former (pair)
WHERE item.kind = '$level' AND item.target = '$field' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
