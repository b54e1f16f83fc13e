UNION ALL
SELECT id, brand_id, '$kind', NULL, name FROM $entity_table
