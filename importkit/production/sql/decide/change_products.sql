-- Compare the single values of products with what their rows give or empty; a blank cell says nothing.
-- in: job_id; out: adds to changes. Numbers compare as the columns hold them, weights in grams.
INSERT INTO changes (staging_product_id, row_number, product_id, target, stored, given, given_id)
SELECT
    matched.staging_product_id,
    matched.row_number,
    matched.product_id,
    compared.target,
    compared.stored,
    compared.given,
    compared.given_id
FROM matched_products AS matched
INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
INNER JOIN products AS product ON product.id = matched.product_id
LEFT JOIN taxonomy_categories AS category ON category.id = product.category_id
LEFT JOIN taxonomy_categories AS given_category ON given_category.path = staged.category_path
LEFT JOIN brand_manufacturers AS manufacturer ON manufacturer.id = product.manufacturer_id
LEFT JOIN staged_names AS given_manufacturer
    ON given_manufacturer.kind = 'manufacturer' AND given_manufacturer.name_key = staged.manufacturer_key
LEFT JOIN catalog_names AS known_manufacturer ON known_manufacturer.entity_id = given_manufacturer.entity_id
LEFT JOIN brand_seasons AS season ON season.id = product.season_id
LEFT JOIN staged_names AS given_season
    ON given_season.kind = 'season' AND given_season.name_key = staged.season_key
LEFT JOIN catalog_names AS known_season ON known_season.entity_id = given_season.entity_id
LEFT JOIN staging_product_weight AS given_weight ON given_weight.staging_product_id = matched.staging_product_id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
LEFT JOIN staging_product_environment AS given_environment
    ON given_environment.staging_product_id = matched.staging_product_id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
CROSS JOIN LATERAL (
    VALUES
    ('name', staged.name, NULL, product.name, staged.name = product.name),
    ('description', staged.description, NULL, product.description, staged.description = product.description),
    ('image_path', staged.image_path, NULL, product.image_path, staged.image_path = product.image_path),
    (
        'manufacturer', coalesce(known_manufacturer.name, given_manufacturer.name),
        coalesce(given_manufacturer.entity_id, given_manufacturer.new_id), manufacturer.name, given_manufacturer.entity_id = manufacturer.id
    ),
    (
        'category', staged.category_path, given_category.id, category.path, given_category.id = category.id
    ),
    (
        'season', coalesce(known_season.name, given_season.name),
        coalesce(given_season.entity_id, given_season.new_id), season.name, given_season.entity_id = season.id
    ),
    (
        'weight', trim_scale(given_weight.weight) || ' ' || given_weight.weight_unit, NULL,
        trim_scale(weight.weight) || ' ' || weight.weight_unit,
        given_weight.weight * CASE given_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END
        = weight.weight * CASE weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END
    ),
    (
        'carbon_kg_co2e', CAST(trim_scale(given_environment.carbon_kg_co2e) AS text), NULL,
        CAST(trim_scale(environment.carbon_kg_co2e) AS text),
        given_environment.carbon_kg_co2e = environment.carbon_kg_co2e
    ),
    (
        'water_liters', CAST(trim_scale(given_environment.water_liters) AS text), NULL,
        CAST(trim_scale(environment.water_liters) AS text),
        given_environment.water_liters = environment.water_liters
    )
) AS compared (target, given, given_id, stored, is_equal)
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT matched.is_failed
    AND CASE
        WHEN compared.target = ANY(staged.cleared) THEN compared.stored IS NOT NULL
        ELSE compared.given IS NOT NULL AND compared.is_equal IS NOT TRUE
    END
