-- Compare the single values of variants under existing products with the rows that give them.
-- in: job_id; out: adds to differences. A value that equals the product's is no override, so it says nothing; the
-- others compare with the variant's own, else the product's. An environment counts as one record.
-- Most variants give nothing of their own: they are left out before their values are taken apart.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, stored)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    compared.target,
    CASE WHEN matched.is_existing THEN 'product.exists' END,
    compared.stored
FROM matched_variants AS matched
INNER JOIN staging_product_variants AS staged ON staged.staging_id = matched.staging_variant_id
INNER JOIN products AS product ON product.id = matched.product_id
LEFT JOIN product_variants AS variant ON variant.id = matched.variant_id
LEFT JOIN staging_variant_weight AS given_weight ON given_weight.staging_variant_id = matched.staging_variant_id
LEFT JOIN product_weight AS base_weight ON base_weight.product_id = product.id
LEFT JOIN variant_weight AS own_weight ON own_weight.variant_id = variant.id
LEFT JOIN staging_variant_environment AS given_environment
    ON given_environment.staging_variant_id = matched.staging_variant_id
LEFT JOIN product_environment AS base_environment ON base_environment.product_id = product.id
LEFT JOIN variant_environment AS own_environment ON own_environment.variant_id = variant.id
CROSS JOIN LATERAL (
    SELECT
        coalesce(given_environment.carbon_kg_co2e = base_environment.carbon_kg_co2e,
            given_environment.carbon_kg_co2e IS NULL)
        AND coalesce(given_environment.water_liters = base_environment.water_liters,
            given_environment.water_liters IS NULL) AS is_of_product,
        CASE
            WHEN own_environment.variant_id IS NULL THEN base_environment.carbon_kg_co2e
            ELSE own_environment.carbon_kg_co2e
        END AS carbon_kg_co2e,
        CASE
            WHEN own_environment.variant_id IS NULL THEN base_environment.water_liters
            ELSE own_environment.water_liters
        END AS water_liters
) AS environment
CROSS JOIN LATERAL (
    SELECT
        given_weight.weight * CASE given_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END AS given,
        own_weight.weight * CASE own_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END AS own,
        base_weight.weight * CASE base_weight.weight_unit
            WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
        END AS base
) AS grams
CROSS JOIN LATERAL (
    VALUES
    (
        'name', staged.name_override IS NOT NULL,
        staged.name_override = variant.name OR staged.name_override = product.name,
        coalesce(variant.name, product.name)
    ),
    (
        'description', staged.description_override IS NOT NULL,
        staged.description_override = variant.description OR staged.description_override = product.description,
        coalesce(variant.description, product.description)
    ),
    (
        'image_path', staged.image_path_override IS NOT NULL,
        staged.image_path_override = variant.image_path OR staged.image_path_override = product.image_path,
        coalesce(variant.image_path, product.image_path)
    ),
    (
        'weight', grams.given IS NOT NULL, grams.given = grams.own OR grams.given = grams.base,
        trim_scale(coalesce(own_weight.weight, base_weight.weight)) || ' '
        || coalesce(own_weight.weight_unit, base_weight.weight_unit)
    ),
    (
        'carbon_kg_co2e', given_environment.carbon_kg_co2e IS NOT NULL,
        environment.is_of_product OR given_environment.carbon_kg_co2e = environment.carbon_kg_co2e,
        CAST(trim_scale(environment.carbon_kg_co2e) AS text)
    ),
    (
        'water_liters', given_environment.water_liters IS NOT NULL,
        environment.is_of_product OR given_environment.water_liters = environment.water_liters,
        CAST(trim_scale(environment.water_liters) AS text)
    )
) AS compared (target, is_given, is_equal, stored)
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND matched.product_is_existing
    AND num_nonnulls(
        staged.name_override, staged.description_override, staged.image_path_override,
        given_weight.weight, given_environment.carbon_kg_co2e, given_environment.water_liters
    ) > 0
    AND compared.is_given
    AND compared.is_equal IS NOT TRUE
