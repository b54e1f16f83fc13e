-- Read the entities that this import created.
-- in: nothing; out: a row per entity, in the order of the sheet.
SELECT kind AS type, name, CAST(entity_id AS text) AS id
FROM staged_names
WHERE entity_id = new_id
ORDER BY row_number, "position", kind, name_key
