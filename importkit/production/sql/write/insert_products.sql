-- Write the new products.
-- in: job_id, brand_id; out: adds to products.
INSERT INTO products (
    id, brand_id, product_handle, handle_key, name, description, image_path, manufacturer_id, category_id,
    season_id, last_import_job_id
)
SELECT
    matched.product_id,
    CAST(:brand_id AS uuid),
    staged.product_handle,
    staged.handle_key,
    staged.name,
    staged.description,
    staged.image_path,
    manufacturer.entity_id,
    category.id,
    season.entity_id,
    staged.job_id
FROM staging_products AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_id
LEFT JOIN staged_names AS manufacturer
    ON manufacturer.kind = 'manufacturer' AND manufacturer.name_key = staged.manufacturer_key
LEFT JOIN staged_names AS season ON season.kind = 'season' AND season.name_key = staged.season_key
LEFT JOIN taxonomy_categories AS category ON category.path = staged.category_path
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
