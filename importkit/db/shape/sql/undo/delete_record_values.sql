-- Remove the ${record}s of $levels that nothing is left of.
-- in: nothing; out: removes from $table.
DELETE FROM $table AS owned
USING undo_items AS item
WHERE
    item.entity_id = owned.$owner_id
    AND item.target $is_field
    AND item.outcome = 'reversed'
    $without_values
