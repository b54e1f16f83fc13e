-- Write the $nouns that $levels get, new ones and those with another $amount.
-- in: job_id; out: adds to and changes $table. $merging
INSERT INTO $table AS owned ($owner_id, $columns)
SELECT change.$owner_id, $merged_values
FROM changes AS change
INNER JOIN $staging AS staged ON staged.$staging_owner_id = change.$staging_owner_id
INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = '$field' AND change.staging_variant_id $is_of_level
GROUP BY change.$owner_id, name.entity_id
ON CONFLICT ($owner_id, $entity_id) DO UPDATE
SET $amount = excluded.$amount
WHERE owned.$amount IS DISTINCT FROM excluded.$amount
