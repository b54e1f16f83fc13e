SELECT id, '$kind', CAST(NULL AS uuid), name, name_key
FROM $entity_table WHERE brand_id = CAST(:brand_id AS uuid)
