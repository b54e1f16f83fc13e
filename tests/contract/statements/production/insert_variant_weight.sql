-- Write the weights that new variants have of their own; what equals the stored product is no override.
-- in: job_id; out: adds to variant_weight.
INSERT INTO variant_weight (variant_id, weight, weight_unit)
SELECT matched.variant_id, staged.weight, staged.weight_unit
FROM staging_variant_weight AS staged
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
            WHERE difference.staging_variant_id = matched.staging_variant_id AND difference.target = 'weight'
        )
    )
