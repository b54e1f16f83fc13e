-- Write the attributes of the new variants.
-- in: job_id; out: adds to product_variant_attributes.
INSERT INTO product_variant_attributes (variant_id, attribute_id, attribute_value_id, sort_order)
SELECT matched.variant_id, attribute.entity_id, given_value.entity_id, staged.sort_order
FROM staging_variant_attributes AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN staged_names AS attribute ON attribute.kind = 'attribute' AND attribute.name_key = staged.attribute_key
INNER JOIN staged_names AS given_value
    ON
        given_value.kind = 'attribute_value'
        AND given_value.attribute_key = staged.attribute_key
        AND given_value.name_key = staged.value_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT owner.is_failed
