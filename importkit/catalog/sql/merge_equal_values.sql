-- Give variants the other attribute, where that has a value of the same name.
-- in: loser_id, winner_id; out: how many variants.
WITH moved AS (
    UPDATE product_variant_attributes AS used
    SET attribute_id = winner.attribute_id, attribute_value_id = winner.id
    FROM brand_attribute_values AS loser
    INNER JOIN brand_attribute_values AS winner
        ON winner.attribute_id = CAST(:winner_id AS uuid) AND winner.name_key = loser.name_key
    WHERE
        used.attribute_id = CAST(:loser_id AS uuid)
        AND loser.id = used.attribute_value_id
    RETURNING used.variant_id
)

SELECT count(*) FROM moved
