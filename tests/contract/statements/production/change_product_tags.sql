-- Compare the tags of products with the rows that give or empty them, as whole lists.
-- in: job_id; out: adds to changes.
INSERT INTO changes (staging_product_id, row_number, product_id, target, stored, given)
WITH given AS (
    SELECT
        staged.staging_product_id,
        array_agg(DISTINCT coalesce(name.entity_id, name.new_id)) AS entities,
        string_agg(DISTINCT coalesce(catalog.name, name.name), chr(30)) AS names
    FROM staging_product_tags AS staged
    INNER JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_product_id
),

told AS (
    SELECT
        matched.*,
        given.entities,
        given.names
    FROM matched_products AS matched
    INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
    LEFT JOIN given ON given.staging_product_id = matched.staging_product_id
    WHERE
        staged.job_id = CAST(:job_id AS uuid)
        AND NOT matched.is_failed
        AND (given.staging_product_id IS NOT NULL OR 'tags' = ANY(staged.cleared))
),

stored AS (
    SELECT
        owned.product_id,
        array_agg(owned.tag_id ORDER BY owned.tag_id) AS entities,
        string_agg(entity.name, chr(30) ORDER BY entity.name) AS names
    FROM product_tags AS owned
    INNER JOIN brand_tags AS entity ON entity.id = owned.tag_id
    WHERE owned.product_id IN (SELECT told.product_id FROM told)
    GROUP BY owned.product_id
)

SELECT
    matched.staging_product_id,
matched.row_number,
matched.product_id,
    'tags',
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.product_id = matched.product_id
WHERE matched.entities IS DISTINCT FROM stored.entities
