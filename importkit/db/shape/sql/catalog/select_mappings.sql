-- Read what the brand has mapped other spellings to.
-- in: brand_id; out: a row per spelling.
SELECT
    mapping.kind,
    scope.name AS attribute,
    mapping.raw_name,
    coalesce(attribute_value.name, category.path, $entity_names) AS name,
    CAST(mapping.entity_id AS text) AS id,
    mapping.created_by
FROM value_mappings AS mapping
LEFT JOIN brand_attributes AS scope ON scope.id = mapping.attribute_id
$joins
LEFT JOIN brand_attribute_values AS attribute_value
    ON mapping.kind = 'attribute_value' AND attribute_value.id = mapping.entity_id
LEFT JOIN taxonomy_categories AS category ON mapping.kind = 'category' AND category.id = mapping.entity_id
WHERE mapping.brand_id = CAST(:brand_id AS uuid)
ORDER BY mapping.kind, scope.name_key, mapping.raw_key
