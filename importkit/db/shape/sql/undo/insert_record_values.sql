-- Put the ${record}s of $levels back; of the values of a record, only what goes back.
-- in: nothing; out: adds to and changes $table.
INSERT INTO $table AS owned ($owner_id, $columns)
SELECT
    former.entity_id,
    $chosen_columns
FROM (
    SELECT
        item.entity_id,
        $former_columns
    FROM undo_items AS item
    WHERE
        item.kind = '$level'
        AND item.target $is_field
        AND item.outcome = 'reversed'
    GROUP BY item.entity_id
) AS former
LEFT JOIN $table AS present ON present.$owner_id = former.entity_id
ON CONFLICT ($owner_id) DO UPDATE
SET $set_columns
