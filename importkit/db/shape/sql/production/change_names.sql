-- Compare the $nouns of $levels with the rows that give or empty them, as whole lists.
-- in: job_id; out: adds to changes.
INSERT INTO changes ($change_columns, target, stored, given)
WITH given AS (
    SELECT
        staged.$staging_owner_id,
        array_agg(DISTINCT coalesce(name.entity_id, name.new_id)) AS entities,
        string_agg(DISTINCT coalesce(catalog.name, name.name), chr(30)) AS names
    FROM $staging AS staged
    INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.$staging_owner_id
),

told AS (
    SELECT
        matched.*,
        given.entities,
        given.names
    FROM $matched AS matched
    $join_owner
    INNER JOIN $staging_owners AS staged ON staged.staging_id = matched.$staging_owner_id
    LEFT JOIN given ON given.$staging_owner_id = matched.$staging_owner_id
    WHERE
        staged.job_id = CAST(:job_id AS uuid)
        AND NOT $product.is_failed
        AND (given.$staging_owner_id IS NOT NULL OR '$field' = ANY(staged.cleared))
),

stored AS (
    SELECT
        owned.$owner_id,
        array_agg(owned.$entity_id ORDER BY owned.$entity_id) AS entities,
        string_agg(entity.name, chr(30) ORDER BY entity.name) AS names
    FROM $table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.$owner_id IN (SELECT told.$owner_id FROM told)
    GROUP BY owned.$owner_id
)

SELECT
    $matched_columns,
    '$field',
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.$owner_id = matched.$owner_id
WHERE matched.entities IS DISTINCT FROM stored.entities
