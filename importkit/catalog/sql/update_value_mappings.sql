-- Let spellings of an attribute's values mean the other attribute's values of the same name.
-- in: brand_id, loser_id, winner_id; out: nothing. The attribute itself is set when its values move.
UPDATE value_mappings AS mapping
SET entity_id = winner.id
FROM brand_attribute_values AS loser
INNER JOIN brand_attribute_values AS winner
    ON winner.attribute_id = CAST(:winner_id AS uuid) AND winner.name_key = loser.name_key
WHERE
    mapping.brand_id = CAST(:brand_id AS uuid)
    AND mapping.kind = 'attribute_value'
    AND mapping.attribute_id = CAST(:loser_id AS uuid)
    AND loser.id = mapping.entity_id
