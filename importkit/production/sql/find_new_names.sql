-- Read the names that the catalog lacks, with the cell that uses each first.
-- in: nothing; out: a row per name, in the order of the sheet.
SELECT kind, name, row_number, "position"
FROM staged_names
WHERE entity_id IS NULL
ORDER BY row_number, "position", kind, name_key
