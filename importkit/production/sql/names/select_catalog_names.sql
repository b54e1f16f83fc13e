-- Read the names of the catalog that a new name of the same kind could be meant for.
-- in: kinds, those that are compared; out: a row per name.
SELECT kind, name
FROM catalog_names
WHERE
    kind = ANY(CAST(:kinds AS text []))
    AND kind IN (SELECT kind FROM staged_names WHERE entity_id IS NULL)
ORDER BY kind, name_key
