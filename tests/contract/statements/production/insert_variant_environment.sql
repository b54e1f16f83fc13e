-- Write the environments that new variants have of their own; what equals the stored product is no override.
-- in: job_id; out: adds to variant_environment.
INSERT INTO variant_environment (variant_id, carbon_kg_co2e, water_liters)
SELECT matched.variant_id, staged.carbon_kg_co2e, staged.water_liters
FROM staging_variant_environment AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT matched.is_existing
    AND NOT owner.is_failed
    AND (
        NOT matched.product_is_existing
        OR EXISTS (
            SELECT FROM differences AS difference
            WHERE difference.staging_variant_id = matched.staging_variant_id AND difference.target IN ('carbon_kg_co2e', 'water_liters')
        )
    )
