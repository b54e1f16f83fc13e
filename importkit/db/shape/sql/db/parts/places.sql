|| coalesce((
    SELECT jsonb_object_agg('$place_field' || step.$place, step.names)
    FROM (
        SELECT
            owned.$place,
            jsonb_agg(jsonb_build_array(owned.$entity_id, owned.$label) ORDER BY owned.$entity_id) AS names
        FROM $table AS owned
        WHERE owned.$owner_id = $level.id
        GROUP BY owned.$place
    ) AS step
), '{}')
