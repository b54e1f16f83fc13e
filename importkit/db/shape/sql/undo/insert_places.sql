-- Put the names at places of the $nouns of $levels back.
-- in: nothing; out: adds to $table.
INSERT INTO $table ($owner_id, $place, $entity_id, $label)
SELECT item.entity_id, CAST(substr(item.target, $number_at) AS integer), CAST(former.pair ->> 0 AS uuid), former.pair ->> 1
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements(item.stored) AS former (pair)
WHERE
    item.kind = '$level'
    AND starts_with(item.target, '$place_field')
    AND item.outcome = 'reversed'
    AND jsonb_typeof(item.stored) = 'array'
