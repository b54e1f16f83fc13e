-- Find which handles the brand has already.
-- in: brand_id, handle_keys; out: the keys that exist.
SELECT handle_key
FROM products
WHERE brand_id = CAST(:brand_id AS uuid) AND handle_key = ANY(CAST(:handle_keys AS text []))
