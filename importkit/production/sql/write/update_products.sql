-- Write the single values that products get or lose, and note who changed them last.
-- in: job_id; out: changes products, one row for each product of which anything changes. A name that somebody else
-- created at the same moment counts as it is in the catalog now.
UPDATE products AS product
SET
    name = coalesce(given.name, product.name),
    description = CASE WHEN 'description' = ANY(given.targets) THEN given.description ELSE product.description END,
    image_path = CASE WHEN 'image_path' = ANY(given.targets) THEN given.image_path ELSE product.image_path END,
    manufacturer_id = CASE
        WHEN 'manufacturer' = ANY(given.targets) THEN given.manufacturer_id ELSE product.manufacturer_id
    END,
    category_id = CASE WHEN 'category' = ANY(given.targets) THEN given.category_id ELSE product.category_id END,
    season_id = CASE WHEN 'season' = ANY(given.targets) THEN given.season_id ELSE product.season_id END,
    last_import_job_id = CAST(:job_id AS uuid),
    updated_at = now()
FROM (
    SELECT
        change.product_id,
        array_agg(change.target) AS targets,
        max(change.given) FILTER (WHERE change.target = 'name') AS name,
        max(change.given) FILTER (WHERE change.target = 'description') AS description,
        max(change.given) FILTER (WHERE change.target = 'image_path') AS image_path,
        (array_agg(coalesce(created.entity_id, change.given_id)) FILTER (WHERE change.target = 'manufacturer'))[1]
            AS manufacturer_id,
        (array_agg(change.given_id) FILTER (WHERE change.target = 'category'))[1] AS category_id,
        (array_agg(coalesce(created.entity_id, change.given_id)) FILTER (WHERE change.target = 'season'))[1]
            AS season_id
    FROM changes AS change
    LEFT JOIN staged_names AS created ON created.new_id = change.given_id
    WHERE change.staging_variant_id IS NULL
    GROUP BY change.product_id
) AS given
WHERE product.id = given.product_id
