-- Resolve names by the brand's own mappings, which count before the catalog's names.
-- in: brand_id; out: sets entity_id in staged_names. A mapping to an entity that is gone counts for nothing.
UPDATE staged_names
SET entity_id = catalog.entity_id
FROM value_mappings AS mapping
INNER JOIN catalog_names AS catalog ON catalog.entity_id = mapping.entity_id AND catalog.kind = mapping.kind
WHERE
    mapping.brand_id = CAST(:brand_id AS uuid)
    AND mapping.kind = staged_names.kind
    AND mapping.raw_key = staged_names.name_key
    AND staged_names.entity_id IS NULL
    AND staged_names.kind <> 'attribute_value'
