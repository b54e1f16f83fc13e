-- Create the attribute values that committing variants name and the catalog lacks, each under its attribute.
-- in: brand_id; out: adds to brand_attribute_values. In the order of the keys, so that two transactions never
-- wait for each other.
INSERT INTO brand_attribute_values (id, brand_id, attribute_id, name, name_key)
SELECT DISTINCT ON (attribute_id, name_key) new_id, CAST(:brand_id AS uuid), attribute_id, name, name_key
FROM staged_names
WHERE kind = 'attribute_value' AND entity_id IS NULL
ORDER BY attribute_id, name_key, row_number
ON CONFLICT (attribute_id, name_key) DO NOTHING
