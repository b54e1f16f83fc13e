-- Write the attributes of the new variants.
-- in: job_id; out: adds to product_variant_attributes. Each value has its name by now: an outer join, so that the planner
-- does not take two equal keys for rarer than they are, and one without a name could not be stored.
INSERT INTO product_variant_attributes (variant_id, attribute_id, attribute_value_id, sort_order)
SELECT matched.variant_id, given_value.attribute_id, given_value.entity_id, staged.sort_order
FROM staging_variant_attributes AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
LEFT JOIN staged_names AS given_value
    ON
        given_value.kind = 'attribute_value'
        AND given_value.attribute_key = staged.attribute_key
        AND given_value.name_key = staged.value_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT owner.is_failed
