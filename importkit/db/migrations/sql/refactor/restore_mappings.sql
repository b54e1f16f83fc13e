-- Mappings onto colours and sizes.
INSERT INTO value_mappings (id, brand_id, kind, raw_name, entity_id, created_at)
SELECT backup.id, backup.brand_id, backup.kind, backup.raw_name, backup.entity_id, backup.created_at
FROM backup
WHERE
    backup.kind NOT IN ('manufacturer', 'season', 'tag', 'attribute', 'material', 'facility', 'eco_claim', 'category')
    AND EXISTS (SELECT FROM brands AS b WHERE b.id = backup.brand_id)
ON CONFLICT DO NOTHING;
