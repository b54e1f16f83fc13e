UNION ALL
SELECT id, '$kind', name FROM $entity_table
