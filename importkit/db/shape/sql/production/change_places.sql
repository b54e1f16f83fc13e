-- Compare the names at each place of the $nouns of $levels with the rows that give or empty them.
-- in: job_id; out: adds to changes. Each place is a cell of its own, and a blank one says nothing.
INSERT INTO changes ($change_columns, target, "position", stored, given)
WITH given AS (
    SELECT
        staged.$staging_owner_id,
        staged.$place,
        array_agg(DISTINCT coalesce(name.entity_id, name.new_id)) AS entities,
        string_agg(DISTINCT coalesce(catalog.name, name.name), chr(30)) AS names
    FROM $staging AS staged
    INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.$staging_owner_id, staged.$place
),

step AS (
    SELECT given.$staging_owner_id, given.$place, given.entities, given.names FROM given
    UNION ALL
    SELECT staged.staging_id, CAST(substr(emptied.field, $number_at) AS integer), NULL, NULL
    FROM $staging_owners AS staged
    CROSS JOIN LATERAL unnest(staged.cleared) AS emptied (field)
    WHERE staged.job_id = CAST(:job_id AS uuid) AND starts_with(emptied.field, '$place_field')
),

told AS (
    SELECT
        matched.*,
        step.$place,
        step.entities,
        step.names
    FROM $matched AS matched
    $join_owner
    INNER JOIN step ON step.$staging_owner_id = matched.$staging_owner_id
    WHERE NOT $product.is_failed
),

stored AS (
    SELECT
        owned.$owner_id,
        owned.$place,
        array_agg(owned.$entity_id ORDER BY owned.$entity_id) AS entities,
        string_agg(entity.name, chr(30) ORDER BY entity.name) AS names
    FROM $table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.$owner_id IN (SELECT told.$owner_id FROM told)
    GROUP BY owned.$owner_id, owned.$place
)

SELECT
    $matched_columns,
    '$field',
    matched.$place,
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.$owner_id = matched.$owner_id AND stored.$place = matched.$place
WHERE matched.entities IS DISTINCT FROM stored.entities
