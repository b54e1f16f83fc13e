'$field', (
    SELECT jsonb_agg(jsonb_build_array(owned.$entity_id, owned.$amount) ORDER BY owned.$entity_id)
    FROM $table AS owned
    WHERE owned.$owner_id = $level.id
)
