-- Remove the ${record}s that $levels lose.
-- in: nothing; out: removes from $table.
DELETE FROM $table AS owned
USING changes AS change
WHERE
    owned.$owner_id = change.$owner_id
    AND change.target = '$record'
    AND change.given IS NULL
    AND change.staging_variant_id $is_of_level
