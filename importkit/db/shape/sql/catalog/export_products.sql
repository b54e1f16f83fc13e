-- Read what the products of a brand have themselves, in the columns of a sheet.
-- in: brand_id; out: a row per product, by handle. Between the items of a list stands chr(30),
-- between a name and its amount chr(31).
WITH owner AS (
    SELECT id FROM products WHERE brand_id = CAST(:brand_id AS uuid)
),

$lists

SELECT
    CAST(product.id AS text) AS product_id,
    product.name AS "Product Title",
    product.product_handle AS "Product Handle",
    manufacturer.name AS "Manufacturer",
    product.description AS "Description",
    product.image_path AS "Image",
    category.path AS "Category",
    season.name AS "Season",
    CAST(trim_scale(environment.carbon_kg_co2e) AS text) AS "Kilograms CO2",
    CAST(trim_scale(environment.water_liters) AS text) AS "Liters Water Used",
    trim_scale(weight.weight) || ' ' || weight.weight_unit AS "Grams Weight",
    $columns
FROM products AS product
LEFT JOIN brand_manufacturers AS manufacturer ON manufacturer.id = product.manufacturer_id
LEFT JOIN taxonomy_categories AS category ON category.id = product.category_id
LEFT JOIN brand_seasons AS season ON season.id = product.season_id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
$joins
WHERE product.brand_id = CAST(:brand_id AS uuid)
ORDER BY product.handle_key
