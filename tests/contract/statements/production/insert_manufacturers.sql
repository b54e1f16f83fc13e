-- Create the manufacturers that committing products name and the catalog lacks, by name only.
-- in: brand_id; out: adds to brand_manufacturers. In the order of the keys, so that two transactions never wait for each other.
INSERT INTO brand_manufacturers (id, brand_id, name, name_key)
SELECT new_id, CAST(:brand_id AS uuid), name, name_key
FROM staged_names
WHERE kind = 'manufacturer' AND entity_id IS NULL
ORDER BY name_key
ON CONFLICT (brand_id, name_key) DO NOTHING
