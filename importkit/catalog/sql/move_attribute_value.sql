-- Give the variants that have one value of an attribute another one.
-- in: attribute_id, loser_id, winner_id; out: how many variants.
WITH moved AS (
    UPDATE product_variant_attributes SET attribute_value_id = CAST(:winner_id AS uuid)
    WHERE attribute_id = CAST(:attribute_id AS uuid) AND attribute_value_id = CAST(:loser_id AS uuid)
    RETURNING variant_id
)

SELECT count(*) FROM moved
