-- Create the $nouns that committing products name and the catalog lacks, by name only.
-- in: brand_id; out: adds to $entity_table. In the order of the keys, so that two transactions never wait for each other.
INSERT INTO $entity_table (id, brand_id, name, name_key)
SELECT new_id, CAST(:brand_id AS uuid), name, name_key
FROM staged_names
WHERE kind = '$kind' AND entity_id IS NULL
ORDER BY name_key
ON CONFLICT (brand_id, name_key) DO NOTHING
