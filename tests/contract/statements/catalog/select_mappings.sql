-- Read what the brand has mapped other spellings to.
-- in: brand_id; out: a row per spelling.
SELECT
    mapping.kind,
    scope.name AS attribute,
    mapping.raw_name,
    coalesce(attribute_value.name, category.path, manufacturer.name, season.name, tag.name, attribute.name, material.name, facility.name, eco_claim.name) AS name,
    CAST(mapping.entity_id AS text) AS id,
    mapping.created_by
FROM value_mappings AS mapping
LEFT JOIN brand_attributes AS scope ON scope.id = mapping.attribute_id
LEFT JOIN brand_manufacturers AS manufacturer ON mapping.kind = 'manufacturer' AND manufacturer.id = mapping.entity_id
LEFT JOIN brand_seasons AS season ON mapping.kind = 'season' AND season.id = mapping.entity_id
LEFT JOIN brand_tags AS tag ON mapping.kind = 'tag' AND tag.id = mapping.entity_id
LEFT JOIN brand_attributes AS attribute ON mapping.kind = 'attribute' AND attribute.id = mapping.entity_id
LEFT JOIN brand_materials AS material ON mapping.kind = 'material' AND material.id = mapping.entity_id
LEFT JOIN brand_facilities AS facility ON mapping.kind = 'facility' AND facility.id = mapping.entity_id
LEFT JOIN brand_eco_claims AS eco_claim ON mapping.kind = 'eco_claim' AND eco_claim.id = mapping.entity_id
LEFT JOIN brand_attribute_values AS attribute_value
    ON mapping.kind = 'attribute_value' AND attribute_value.id = mapping.entity_id
LEFT JOIN taxonomy_categories AS category ON mapping.kind = 'category' AND category.id = mapping.entity_id
WHERE mapping.brand_id = CAST(:brand_id AS uuid)
ORDER BY mapping.kind, scope.name_key, mapping.raw_key
