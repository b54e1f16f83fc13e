-- Resolve attribute values by the brand's own mappings, each within its attribute.
-- in: brand_id; out: sets entity_id in staged_names.
UPDATE staged_names
SET entity_id = catalog.entity_id
FROM value_mappings AS mapping
INNER JOIN catalog_names AS catalog
    ON catalog.entity_id = mapping.entity_id AND catalog.attribute_id = mapping.attribute_id
WHERE
    mapping.brand_id = CAST(:brand_id AS uuid)
    AND mapping.kind = 'attribute_value'
    AND staged_names.kind = 'attribute_value'
    AND mapping.attribute_id = staged_names.attribute_id
    AND mapping.raw_key = staged_names.name_key
    AND staged_names.entity_id IS NULL
