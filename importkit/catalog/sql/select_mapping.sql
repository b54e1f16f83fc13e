-- Read what the brand has mapped one spelling to.
-- in: brand_id, kind, attribute_id, raw_key; out: one row or none.
SELECT raw_name, entity_id
FROM value_mappings
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND kind = :kind
    AND attribute_id IS NOT DISTINCT FROM CAST(:attribute_id AS uuid)
    AND raw_key = :raw_key
