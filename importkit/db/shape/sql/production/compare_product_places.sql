-- Compare the names at each place of the $nouns of existing products with the rows that give them.
-- in: job_id; out: adds to differences. Each place is a cell of its own, and a blank one says nothing.
INSERT INTO differences (staging_product_id, row_number, target, "position", code, stored)
WITH given AS (
    SELECT
        matched.staging_product_id,
        matched.row_number,
        matched.product_id,
        staged.$place,
        array_agg(DISTINCT name.entity_id ORDER BY name.entity_id) AS entities
    FROM matched_products AS matched
    INNER JOIN $staging AS staged ON staged.staging_product_id = matched.staging_product_id
    LEFT JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.is_existing
    GROUP BY matched.staging_product_id, matched.row_number, matched.product_id, staged.$place
),

stored AS (
    SELECT
        owned.product_id,
        owned.$place,
        array_agg(owned.$entity_id ORDER BY owned.$entity_id) AS entities,
        string_agg(entity.name, ' | ' ORDER BY entity.name_key) AS names
    FROM $product_table AS owned
    INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
    WHERE owned.product_id IN (SELECT given.product_id FROM given)
    GROUP BY owned.product_id, owned.$place
)

SELECT
    given.staging_product_id, given.row_number, '$field', given.$place, 'product.exists', stored.names
FROM given
LEFT JOIN stored ON stored.product_id = given.product_id AND stored.$place = given.$place
WHERE given.entities IS DISTINCT FROM stored.entities
