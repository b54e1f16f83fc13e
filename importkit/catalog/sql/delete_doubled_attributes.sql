-- Take an attribute from the variants that have the other one too; their values are the same.
-- in: loser_id, winner_id; out: how many variants.
WITH dropped AS (
    DELETE FROM product_variant_attributes AS loser
    USING product_variant_attributes AS winner
    WHERE
        loser.attribute_id = CAST(:loser_id AS uuid)
        AND winner.attribute_id = CAST(:winner_id AS uuid)
        AND winner.variant_id = loser.variant_id
    RETURNING loser.variant_id
)

SELECT count(*) FROM dropped
