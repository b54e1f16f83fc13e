-- Remove what the $nouns of $levels lose; each list is replaced as a whole.
-- in: job_id; out: removes from $table.
DELETE FROM $table AS owned
USING changes AS change
WHERE
    owned.$owner_id = change.$owner_id
    AND change.target = '$field'
    $owned_place
    AND change.staging_variant_id $is_of_level
    AND NOT EXISTS (
        SELECT FROM $staging AS staged
        INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
        WHERE
            staged.job_id = CAST(:job_id AS uuid)
            AND staged.$staging_owner_id = change.$staging_owner_id
            $staged_place
            AND name.entity_id = owned.$entity_id
    )
