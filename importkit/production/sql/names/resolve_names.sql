-- Resolve names by the names of the catalog.
-- in: nothing; out: sets entity_id in staged_names.
UPDATE staged_names
SET entity_id = catalog.entity_id
FROM catalog_names AS catalog
WHERE
    staged_names.entity_id IS NULL
    AND staged_names.kind <> 'attribute_value'
    AND catalog.kind = staged_names.kind
    AND catalog.name_key = staged_names.name_key
