-- Take the names of the brand's catalog that are not there yet.
-- in: brand_id; out: fills catalog_names.
INSERT INTO catalog_names (entity_id, kind, attribute_id, name, name_key)
SELECT id, 'attribute_value', attribute_id, name, name_key
FROM brand_attribute_values WHERE brand_id = CAST(:brand_id AS uuid)
$names
ON CONFLICT (entity_id) DO NOTHING
