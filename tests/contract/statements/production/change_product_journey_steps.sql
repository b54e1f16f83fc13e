-- Compare the names at each place of the journey steps of products with the rows that give or empty them.
-- in: job_id; out: adds to changes. Each place is a cell of its own, and a blank one says nothing.
INSERT INTO changes (staging_product_id, row_number, product_id, target, "position", stored, given)
WITH given AS (
    SELECT
        staged.staging_product_id,
        staged.sort_index,
        array_agg(DISTINCT coalesce(name.entity_id, name.new_id)) AS entities,
        string_agg(DISTINCT coalesce(catalog.name, name.name), chr(30)) AS names
    FROM staging_product_journey_steps AS staged
    INNER JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_product_id, staged.sort_index
),

step AS (
    SELECT given.staging_product_id, given.sort_index, given.entities, given.names FROM given
    UNION ALL
    SELECT staged.staging_id, CAST(substr(emptied.field, 6) AS integer), NULL, NULL
    FROM staging_products AS staged
    CROSS JOIN LATERAL unnest(staged.cleared) AS emptied (field)
    WHERE staged.job_id = CAST(:job_id AS uuid) AND starts_with(emptied.field, 'step_')
),

told AS (
    SELECT
        matched.*,
        step.sort_index,
        step.entities,
        step.names
    FROM matched_products AS matched
    INNER JOIN step ON step.staging_product_id = matched.staging_product_id
    WHERE NOT matched.is_failed
),

stored AS (
    SELECT
        owned.product_id,
        owned.sort_index,
        array_agg(owned.facility_id ORDER BY owned.facility_id) AS entities,
        string_agg(entity.name, chr(30) ORDER BY entity.name) AS names
    FROM product_journey_steps AS owned
    INNER JOIN brand_facilities AS entity ON entity.id = owned.facility_id
    WHERE owned.product_id IN (SELECT told.product_id FROM told)
    GROUP BY owned.product_id, owned.sort_index
)

SELECT
    matched.staging_product_id,
matched.row_number,
matched.product_id,
    'journey_steps',
    matched.sort_index,
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.product_id = matched.product_id AND stored.sort_index = matched.sort_index
WHERE matched.entities IS DISTINCT FROM stored.entities
