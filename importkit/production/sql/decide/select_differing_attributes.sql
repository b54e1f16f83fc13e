-- Find where a sheet that enriches says another attribute value than the one that is stored and stays.
-- in: brand_id; out: a row per column, with its first row and how many there are. A value without a name is compared
-- with the one in its place. A brand's mappings count before the catalog's names.
SELECT
    min(given.row_number) AS row_number,
    given.column_name,
    count(*) AS many
FROM given_attributes AS given
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = given.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
LEFT JOIN brand_attributes AS attribute
    ON attribute.brand_id = CAST(:brand_id AS uuid) AND attribute.name_key = given.name_key
LEFT JOIN value_mappings AS other_name
    ON
        other_name.brand_id = CAST(:brand_id AS uuid)
        AND other_name.kind = 'attribute'
        AND other_name.raw_key = given.name_key
LEFT JOIN product_variant_attributes AS stored
    ON
        stored.variant_id = matched.variant_id
        AND CASE
            WHEN given.name_key IS NULL THEN stored.sort_order = given.sort_order
            ELSE stored.attribute_id = coalesce(other_name.entity_id, attribute.id)
        END
LEFT JOIN brand_attribute_values AS value ON value.id = stored.attribute_value_id
LEFT JOIN value_mappings AS other_value
    ON
        other_value.brand_id = CAST(:brand_id AS uuid)
        AND other_value.kind = 'attribute_value'
        AND other_value.attribute_id = stored.attribute_id
        AND other_value.raw_key = given.value_key
WHERE
    NOT owner.is_failed
    AND coalesce(other_value.entity_id = value.id, value.name_key = given.value_key) IS NOT TRUE
GROUP BY given.column_name
ORDER BY given.column_name
