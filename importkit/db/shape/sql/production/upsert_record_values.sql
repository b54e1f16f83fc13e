-- Write the ${record}s that $levels get; of the values of a record, only what changes.
-- in: nothing; out: adds to and changes $table.
INSERT INTO $table AS owned ($owner_id, $columns)
SELECT
    given.$owner_id,
    $chosen_columns
FROM (
    SELECT
        change.$owner_id,
        $given_columns
    FROM changes AS change
    WHERE change.target $is_field AND change.staging_variant_id $is_of_level
    GROUP BY change.$owner_id
) AS given
LEFT JOIN $table AS stored ON stored.$owner_id = given.$owner_id
ON CONFLICT ($owner_id) DO UPDATE
SET $set_columns
WHERE
    ($owned_columns) IS DISTINCT FROM ($excluded_columns)
