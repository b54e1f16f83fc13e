-- Read what the products of a brand have themselves, in the columns of a sheet.
-- in: brand_id; out: a row per product, by handle. Between the items of a list stands chr(30),
-- between a name and its amount chr(31).
WITH owner AS (
    SELECT id FROM products WHERE brand_id = CAST(:brand_id AS uuid)
),

tags AS (
    SELECT used.product_id, string_agg(entity.name, chr(30) ORDER BY entity.name_key) AS items
    FROM owner
    INNER JOIN product_tags AS used ON used.product_id = owner.id
    INNER JOIN brand_tags AS entity ON entity.id = used.tag_id
    GROUP BY used.product_id
),

materials AS (
    SELECT
        used.product_id,
        string_agg(
            entity.name || chr(31) || coalesce(CAST(trim_scale(used.percentage) AS text), ''), chr(30)
            ORDER BY used.percentage DESC NULLS LAST, entity.name_key ASC
        ) AS items
    FROM owner
    INNER JOIN product_materials AS used ON used.product_id = owner.id
    INNER JOIN brand_materials AS entity ON entity.id = used.brand_material_id
    GROUP BY used.product_id
),

journey_steps AS (
    SELECT
        used.product_id,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 0) AS place_0,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 1) AS place_1,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 2) AS place_2,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 3) AS place_3,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 4) AS place_4,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 5) AS place_5
    FROM owner
    INNER JOIN product_journey_steps AS used ON used.product_id = owner.id
    INNER JOIN brand_facilities AS entity ON entity.id = used.facility_id
    GROUP BY used.product_id
),

eco_claims AS (
    SELECT used.product_id, string_agg(entity.name, chr(30) ORDER BY entity.name_key) AS items
    FROM owner
    INNER JOIN product_eco_claims AS used ON used.product_id = owner.id
    INNER JOIN brand_eco_claims AS entity ON entity.id = used.eco_claim_id
    GROUP BY used.product_id
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
    CAST(trim_scale(environment.carbon_kg_co2e) AS text) AS "Kilograms CO2",
    CAST(trim_scale(environment.water_liters) AS text) AS "Liters Water Used",
    trim_scale(weight.weight) || ' ' || weight.weight_unit AS "Grams Weight",
    tags.items AS "Tags",
    materials.items AS "Materials Percentages",
    journey_steps.place_0 AS "Raw Material",
    journey_steps.place_1 AS "Weaving",
    journey_steps.place_2 AS "Dyeing/Printing",
    journey_steps.place_3 AS "Stitching",
    journey_steps.place_4 AS "Assembly",
    journey_steps.place_5 AS "Finishing",
    eco_claims.items AS "Eco Claims"
FROM products AS product
LEFT JOIN brand_manufacturers AS manufacturer ON manufacturer.id = product.manufacturer_id
LEFT JOIN taxonomy_categories AS category ON category.id = product.category_id
LEFT JOIN brand_seasons AS season ON season.id = product.season_id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
LEFT JOIN tags ON tags.product_id = product.id
LEFT JOIN materials ON materials.product_id = product.id
LEFT JOIN journey_steps ON journey_steps.product_id = product.id
LEFT JOIN eco_claims ON eco_claims.product_id = product.id
WHERE product.brand_id = CAST(:brand_id AS uuid)
ORDER BY product.handle_key
