-- Forget what the names of an attribute's own values were mapped to: a mapping would count before the value.
-- in: brand_id, winner_id; out: nothing.
DELETE FROM value_mappings AS mapping
USING brand_attribute_values AS own
WHERE
    mapping.brand_id = CAST(:brand_id AS uuid)
    AND mapping.kind = 'attribute_value'
    AND mapping.attribute_id = CAST(:winner_id AS uuid)
    AND own.attribute_id = mapping.attribute_id
    AND own.name_key = mapping.raw_key
