SELECT hash_record_extended(ROW(id, name, name_key), $seed), created_at
FROM $entity_table WHERE brand_id = CAST(:brand_id AS uuid)
