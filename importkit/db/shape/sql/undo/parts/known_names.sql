SELECT id FROM $entity_table WHERE brand_id = CAST(:brand_id AS uuid)
UNION ALL
