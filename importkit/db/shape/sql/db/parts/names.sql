'$field', (
    SELECT jsonb_agg(owned.$entity_id ORDER BY owned.$entity_id)
    FROM $table AS owned
    WHERE owned.$owner_id = $level.id
)
