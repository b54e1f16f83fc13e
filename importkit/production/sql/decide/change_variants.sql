-- Compare the single values of variants with what their rows give or empty; a blank cell says nothing. What a
-- variant is known by is filled where it is blank, and never changed.
-- in: job_id; out: adds to changes. Numbers compare as the columns hold them, weights in grams.
INSERT INTO changes (
    staging_product_id, staging_variant_id, row_number, product_id, variant_id, target, stored, given
)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    matched.product_id,
    matched.variant_id,
    compared.target,
    compared.stored,
    compared.given
FROM matched_variants AS matched
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN staging_product_variants AS staged ON staged.staging_id = matched.staging_variant_id
INNER JOIN product_variants AS variant ON variant.id = matched.variant_id
LEFT JOIN staging_variant_weight AS given_weight ON given_weight.staging_variant_id = matched.staging_variant_id
LEFT JOIN variant_weight AS weight ON weight.variant_id = variant.id
LEFT JOIN staging_variant_environment AS given_environment
    ON given_environment.staging_variant_id = matched.staging_variant_id
LEFT JOIN variant_environment AS environment ON environment.variant_id = variant.id
CROSS JOIN LATERAL (
    VALUES
    ('sku', staged.sku, variant.sku, variant.sku IS NOT NULL),
    ('barcode', staged.barcode, variant.barcode, variant.barcode_key IS NOT NULL),
    ('name', staged.name_override, variant.name, staged.name_override = variant.name),
    (
        'description', staged.description_override, variant.description,
        staged.description_override = variant.description
    ),
    ('image_path', staged.image_path_override, variant.image_path, staged.image_path_override = variant.image_path),
    (
        'weight', trim_scale(given_weight.weight) || ' ' || given_weight.weight_unit,
        trim_scale(weight.weight) || ' ' || weight.weight_unit,
        given_weight.weight * CASE given_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END
        = weight.weight * CASE weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END
    ),
    (
        'carbon_kg_co2e', CAST(trim_scale(given_environment.carbon_kg_co2e) AS text),
        CAST(trim_scale(environment.carbon_kg_co2e) AS text),
        given_environment.carbon_kg_co2e = environment.carbon_kg_co2e
    ),
    (
        'water_liters', CAST(trim_scale(given_environment.water_liters) AS text),
        CAST(trim_scale(environment.water_liters) AS text),
        given_environment.water_liters = environment.water_liters
    )
) AS compared (target, given, stored, is_equal)
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT owner.is_failed
    AND CASE
        WHEN compared.target = ANY(staged.cleared) THEN compared.stored IS NOT NULL
        ELSE compared.given IS NOT NULL AND compared.is_equal IS NOT TRUE
    END
