-- Give the spellings of an attribute's values to the other attribute, which keeps those that it has.
-- in: brand_id, loser_id, winner_id; out: nothing.
UPDATE value_mappings AS mapping
SET attribute_id = CAST(:winner_id AS uuid)
WHERE
    mapping.brand_id = CAST(:brand_id AS uuid)
    AND mapping.kind = 'attribute_value'
    AND mapping.attribute_id = CAST(:loser_id AS uuid)
    AND NOT EXISTS (
        SELECT FROM value_mappings AS other
        WHERE
            other.brand_id = mapping.brand_id
            AND other.kind = 'attribute_value'
            AND other.attribute_id = CAST(:winner_id AS uuid)
            AND other.raw_key = mapping.raw_key
    )
