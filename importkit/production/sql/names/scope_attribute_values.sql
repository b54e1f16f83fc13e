-- Tell each attribute value which attribute it belongs to; NULL while the catalog lacks that.
-- in: nothing; out: sets attribute_id in staged_names.
UPDATE staged_names
SET attribute_id = attribute.entity_id
FROM staged_names AS attribute
WHERE
    staged_names.kind = 'attribute_value'
    AND attribute.kind = 'attribute'
    AND attribute.name_key = staged_names.attribute_key
    AND attribute.entity_id IS NOT NULL
