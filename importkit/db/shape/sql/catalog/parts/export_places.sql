$field AS (
    SELECT
        used.$owner_id,
        $place_items
    FROM owner
    INNER JOIN $table AS used ON used.$owner_id = owner.id
    INNER JOIN $entity_table AS entity ON entity.id = used.$entity_id
    GROUP BY used.$owner_id
)
