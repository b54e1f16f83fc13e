-- Compare the single values of existing products with the rows that give them; a blank cell says nothing.
-- in: job_id; out: adds to differences. Numbers compare as the columns hold them, weights in grams.
INSERT INTO differences (staging_product_id, row_number, target, code, stored)
SELECT
    matched.staging_product_id,
    matched.row_number,
    compared.target,
    'product.exists',
    compared.stored
FROM matched_products AS matched
INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
INNER JOIN products AS product ON product.id = matched.product_id
LEFT JOIN taxonomy_categories AS category ON category.id = product.category_id
LEFT JOIN brand_manufacturers AS manufacturer ON manufacturer.id = product.manufacturer_id
LEFT JOIN staged_names AS given_manufacturer
    ON given_manufacturer.kind = 'manufacturer' AND given_manufacturer.name_key = staged.manufacturer_key
LEFT JOIN brand_seasons AS season ON season.id = product.season_id
LEFT JOIN staged_names AS given_season
    ON given_season.kind = 'season' AND given_season.name_key = staged.season_key
LEFT JOIN staging_product_weight AS given_weight ON given_weight.staging_product_id = matched.staging_product_id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
LEFT JOIN staging_product_environment AS given_environment
    ON given_environment.staging_product_id = matched.staging_product_id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
CROSS JOIN LATERAL (
    VALUES
    ('name', staged.name IS NOT NULL, staged.name = product.name, product.name),
    (
        'description', staged.description IS NOT NULL, staged.description = product.description,
        product.description
    ),
    ('image_path', staged.image_path IS NOT NULL, staged.image_path = product.image_path, product.image_path),
    (
        'manufacturer', staged.manufacturer_key IS NOT NULL, given_manufacturer.entity_id = manufacturer.id,
        manufacturer.name
    ),
    ('category', staged.category_path IS NOT NULL, staged.category_path = category.path, category.path),
    ('season', staged.season_key IS NOT NULL, given_season.entity_id = season.id, season.name),
    (
        'weight', given_weight.weight IS NOT NULL,
        given_weight.weight * CASE given_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END
        = weight.weight * CASE weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END,
        trim_scale(weight.weight) || ' ' || weight.weight_unit
    ),
    (
        'carbon_kg_co2e', given_environment.carbon_kg_co2e IS NOT NULL,
        given_environment.carbon_kg_co2e = environment.carbon_kg_co2e,
        CAST(trim_scale(environment.carbon_kg_co2e) AS text)
    ),
    (
        'water_liters', given_environment.water_liters IS NOT NULL,
        given_environment.water_liters = environment.water_liters,
        CAST(trim_scale(environment.water_liters) AS text)
    )
) AS compared (target, is_given, is_equal, stored)
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND matched.is_existing
    AND compared.is_given
    AND compared.is_equal IS NOT TRUE
