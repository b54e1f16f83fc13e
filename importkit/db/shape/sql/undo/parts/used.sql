EXISTS (SELECT FROM $table AS used WHERE used.$entity_id = noted.entity_id)
