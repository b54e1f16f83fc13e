-- Find which handles the brand has already.
-- in: brand_id, handle_keys with chr(30) between them: one text is sent with far less work than an array of
-- them; out: the keys that exist, in one text of the same form, NULL for none.
SELECT string_agg(handle_key, chr(30))
FROM products
WHERE brand_id = CAST(:brand_id AS uuid) AND handle_key = ANY(string_to_array(CAST(:handle_keys AS text), chr(30)))
