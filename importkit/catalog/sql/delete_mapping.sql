-- Forget what a spelling was mapped to.
-- in: brand_id, kind, attribute_id, raw_key; out: nothing.
DELETE FROM value_mappings
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND kind = :kind
    AND attribute_id IS NOT DISTINCT FROM CAST(:attribute_id AS uuid)
    AND raw_key = :raw_key
