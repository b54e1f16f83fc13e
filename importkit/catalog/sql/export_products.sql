-- Read what the products of a brand have themselves, in the columns of a sheet.
-- in: brand_id; out: a row per product, by handle. Between the items of a list stands chr(30),
-- between a material and its percentage chr(31).
WITH owner AS (
    SELECT id FROM products WHERE brand_id = CAST(:brand_id AS uuid)
),

tags AS (
    SELECT used.product_id, string_agg(tag.name, chr(30) ORDER BY tag.name_key) AS items
    FROM owner
    INNER JOIN product_tags AS used ON used.product_id = owner.id
    INNER JOIN brand_tags AS tag ON tag.id = used.tag_id
    GROUP BY used.product_id
),

claims AS (
    SELECT used.product_id, string_agg(claim.name, chr(30) ORDER BY claim.name_key) AS items
    FROM owner
    INNER JOIN product_eco_claims AS used ON used.product_id = owner.id
    INNER JOIN brand_eco_claims AS claim ON claim.id = used.eco_claim_id
    GROUP BY used.product_id
),

composition AS (
    SELECT
        used.product_id,
        string_agg(
            material.name || chr(31) || coalesce(CAST(trim_scale(used.percentage) AS text), ''), chr(30)
            ORDER BY used.percentage DESC NULLS LAST, material.name_key ASC
        ) AS items
    FROM owner
    INNER JOIN product_materials AS used ON used.product_id = owner.id
    INNER JOIN brand_materials AS material ON material.id = used.brand_material_id
    GROUP BY used.product_id
),

journey AS (
    SELECT
        step.product_id,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 0) AS step_0,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 1) AS step_1,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 2) AS step_2,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 3) AS step_3,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 4) AS step_4,
        string_agg(facility.name, chr(30) ORDER BY facility.name_key) FILTER (WHERE step.sort_index = 5) AS step_5
    FROM owner
    INNER JOIN product_journey_steps AS step ON step.product_id = owner.id
    INNER JOIN brand_facilities AS facility ON facility.id = step.facility_id
    GROUP BY step.product_id
)

SELECT
    CAST(product.id AS text) AS product_id,
    product.name AS "Product Title",
    product.product_handle AS "Product Handle",
    manufacturer.name AS "Manufacturer",
    product.description AS "Description",
    product.image_path AS "Image",
    category.path AS "Category",
    season.name AS "Season",
    tags.items AS "Tags",
    CAST(trim_scale(environment.carbon_kg_co2e) AS text) AS "Kilograms CO2",
    CAST(trim_scale(environment.water_liters) AS text) AS "Liters Water Used",
    claims.items AS "Eco Claims",
    trim_scale(weight.weight) || ' ' || weight.weight_unit AS "Grams Weight",
    composition.items AS "Materials Percentages",
    journey.step_0 AS "Raw Material",
    journey.step_1 AS "Weaving",
    journey.step_2 AS "Dyeing/Printing",
    journey.step_3 AS "Stitching",
    journey.step_4 AS "Assembly",
    journey.step_5 AS "Finishing"
FROM products AS product
LEFT JOIN brand_manufacturers AS manufacturer ON manufacturer.id = product.manufacturer_id
LEFT JOIN taxonomy_categories AS category ON category.id = product.category_id
LEFT JOIN brand_seasons AS season ON season.id = product.season_id
LEFT JOIN tags ON tags.product_id = product.id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
LEFT JOIN claims ON claims.product_id = product.id
LEFT JOIN composition ON composition.product_id = product.id
LEFT JOIN journey ON journey.product_id = product.id
WHERE product.brand_id = CAST(:brand_id AS uuid)
ORDER BY product.handle_key
