-- Add what the $nouns of $levels gain.
-- in: job_id; out: adds to $table. $merging
INSERT INTO $table ($owner_id, $columns)
SELECT change.$owner_id, $values
FROM changes AS change
INNER JOIN $staging AS staged ON staged.$staging_owner_id = change.$staging_owner_id$same_place
INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = '$field' AND change.staging_variant_id $is_of_level
ON CONFLICT DO NOTHING
