LEFT JOIN $entity_table AS $kind ON mapping.kind = '$kind' AND $kind.id = mapping.entity_id
