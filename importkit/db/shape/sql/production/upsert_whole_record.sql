-- Write the ${record}s that $levels get, new or other ones.
-- in: job_id; out: adds to and changes $table.
INSERT INTO $table AS owned ($owner_id, $columns)
SELECT change.$owner_id, $staged_columns
FROM changes AS change
INNER JOIN $staging AS staged ON staged.$staging_owner_id = change.$staging_owner_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND change.target = '$record' AND change.staging_variant_id $is_of_level
ON CONFLICT ($owner_id) DO UPDATE
SET $set_columns
WHERE ($owned_columns) IS DISTINCT FROM ($excluded_columns)
