UNION ALL
SELECT id, name, name_key, NULL
FROM $entity_table WHERE CAST(:kind AS text) = '$kind' AND brand_id = CAST(:brand_id AS uuid)
