-- Compare the tags of existing products with the rows that give them, as whole lists.
-- in: job_id; out: adds to differences.
INSERT INTO differences (staging_product_id, row_number, target, code, stored)
WITH given AS (
    SELECT
        matched.staging_product_id,
        matched.row_number,
        matched.product_id,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_products AS matched
    INNER JOIN staging_product_tags AS staged ON staged.staging_product_id = matched.staging_product_id
    LEFT JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.is_existing
    GROUP BY matched.staging_product_id, matched.row_number, matched.product_id
),

stored AS (
    SELECT
        owned.product_id,
        array_agg(owned.tag_id ORDER BY owned.tag_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM product_tags AS owned
    INNER JOIN brand_tags AS entity ON entity.id = owned.tag_id
    WHERE owned.product_id IN (SELECT given.product_id FROM given)
    GROUP BY owned.product_id
)

SELECT given.staging_product_id, given.row_number, 'tags', 'product.exists', stored.names
FROM given
LEFT JOIN stored ON stored.product_id = given.product_id
WHERE given.entities IS DISTINCT FROM stored.entities
