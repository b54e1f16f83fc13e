-- Compare the names at each place of the journey steps of existing products with the rows that give them.
-- in: job_id; out: adds to differences. Each place is a cell of its own, and a blank one says nothing.
INSERT INTO differences (staging_product_id, row_number, target, "position", code, stored)
WITH given AS (
    SELECT
        matched.staging_product_id,
        matched.row_number,
        matched.product_id,
        staged.sort_index,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_products AS matched
    INNER JOIN staging_product_journey_steps AS staged ON staged.staging_product_id = matched.staging_product_id
    LEFT JOIN staged_names AS name ON name.kind = 'facility' AND name.name_key = staged.facility_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.is_existing
    GROUP BY matched.staging_product_id, matched.row_number, matched.product_id, staged.sort_index
),

stored AS (
    SELECT
        owned.product_id,
        owned.sort_index,
        array_agg(owned.facility_id ORDER BY owned.facility_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM product_journey_steps AS owned
    INNER JOIN brand_facilities AS entity ON entity.id = owned.facility_id
    WHERE owned.product_id IN (SELECT given.product_id FROM given)
    GROUP BY owned.product_id, owned.sort_index
)

SELECT
    given.staging_product_id, given.row_number, 'journey_steps', given.sort_index, 'product.exists', stored.names
FROM given
LEFT JOIN stored ON stored.product_id = given.product_id AND stored.sort_index = given.sort_index
WHERE given.entities IS DISTINCT FROM stored.entities
