-- Read the names by which the values of a journal are known.
-- in: ids; out: a row for each that is still there.
SELECT
    CAST(known.id AS text) AS id,
    known.name
FROM (
    SELECT id, 'category' AS kind, path AS name FROM taxonomy_categories
    $names
) AS known
WHERE known.id = ANY(CAST(:ids AS uuid []))
