-- Compare the attributes of existing variants with the rows that give them, one by one.
-- in: job_id; out: adds to differences.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, "position", code, stored)
SELECT
    matched.staging_product_id,
    matched.staging_variant_id,
    matched.row_number,
    'attribute_value',
    staged.sort_order,
    'product.exists',
    stored_value.name
FROM matched_variants AS matched
INNER JOIN staging_variant_attributes AS staged ON staged.staging_variant_id = matched.staging_variant_id
LEFT JOIN staged_names AS attribute ON attribute.kind = 'attribute' AND attribute.name_key = staged.attribute_key
LEFT JOIN staged_names AS given_value
    ON
        given_value.kind = 'attribute_value'
        AND given_value.attribute_key = staged.attribute_key
        AND given_value.name_key = staged.value_key
LEFT JOIN product_variant_attributes AS stored
    ON stored.variant_id = matched.variant_id AND stored.attribute_id = attribute.entity_id
LEFT JOIN brand_attribute_values AS stored_value ON stored_value.id = stored.attribute_value_id
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND matched.is_existing
    AND (given_value.entity_id = stored.attribute_value_id) IS NOT TRUE
