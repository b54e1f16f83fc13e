-- Remove the values of an attribute of which the other one has the name; nothing refers to them any more.
-- in: brand_id, loser_id, winner_id; out: nothing.
DELETE FROM brand_attribute_values AS loser
USING brand_attribute_values AS winner
WHERE
    loser.brand_id = CAST(:brand_id AS uuid)
    AND loser.attribute_id = CAST(:loser_id AS uuid)
    AND winner.attribute_id = CAST(:winner_id AS uuid)
    AND winner.name_key = loser.name_key
