-- Resolve attribute values by the names of the catalog, each within its attribute.
-- in: nothing; out: sets entity_id in staged_names.
UPDATE staged_names
SET entity_id = catalog.entity_id
FROM catalog_names AS catalog
WHERE
    staged_names.kind = 'attribute_value'
    AND staged_names.entity_id IS NULL
    AND catalog.attribute_id = staged_names.attribute_id
    AND catalog.name_key = staged_names.name_key
