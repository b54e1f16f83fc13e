-- Give an attribute's values to the other attribute, and the variants that have them with them.
-- in: brand_id, loser_id, winner_id; out: how many variants. One statement: each value is one of its variants' attribute
-- at its end, and that is when Postgres looks.
WITH moved_values AS (
    UPDATE brand_attribute_values SET attribute_id = CAST(:winner_id AS uuid)
    WHERE brand_id = CAST(:brand_id AS uuid) AND attribute_id = CAST(:loser_id AS uuid)
    RETURNING id
),

moved AS (
    UPDATE product_variant_attributes SET attribute_id = CAST(:winner_id AS uuid)
    WHERE attribute_id = CAST(:loser_id AS uuid) AND attribute_value_id IN (SELECT id FROM moved_values)
    RETURNING variant_id
)

SELECT count(*) FROM moved
