-- Remove the ${record}s of $levels that nothing is left of.
-- in: nothing; out: removes from $table.
DELETE FROM $table AS owned
USING changes AS change
WHERE
    owned.$owner_id = change.$owner_id
    AND change.target $is_field
    AND change.staging_variant_id $is_of_level
    $without_values
