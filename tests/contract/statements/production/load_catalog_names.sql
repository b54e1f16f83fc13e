-- Take the names of the brand's catalog that are not there yet.
-- in: brand_id; out: fills catalog_names.
INSERT INTO catalog_names (entity_id, kind, attribute_id, name, name_key)
SELECT id, 'attribute_value', attribute_id, name, name_key
FROM brand_attribute_values WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'manufacturer', CAST(NULL AS uuid), name, name_key
FROM brand_manufacturers WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'season', CAST(NULL AS uuid), name, name_key
FROM brand_seasons WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'tag', CAST(NULL AS uuid), name, name_key
FROM brand_tags WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'attribute', CAST(NULL AS uuid), name, name_key
FROM brand_attributes WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'material', CAST(NULL AS uuid), name, name_key
FROM brand_materials WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'facility', CAST(NULL AS uuid), name, name_key
FROM brand_facilities WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
SELECT id, 'eco_claim', CAST(NULL AS uuid), name, name_key
FROM brand_eco_claims WHERE brand_id = CAST(:brand_id AS uuid)
ON CONFLICT (entity_id) DO NOTHING
