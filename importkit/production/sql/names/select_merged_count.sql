-- Count the names that a mapping makes the same as another one of the sheet.
-- in: nothing, all names are resolved; out: one number.
SELECT coalesce(sum(found.names - 1), 0)
FROM (
    SELECT count(*) AS names
    FROM staged_names
    GROUP BY kind, attribute_key, entity_id
) AS found
