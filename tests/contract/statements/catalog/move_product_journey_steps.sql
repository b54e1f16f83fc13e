-- Put one facility in the place of another, on the products that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many products.
WITH moved AS (
    DELETE FROM product_journey_steps WHERE facility_id = CAST(:loser_id AS uuid)
    RETURNING product_id, sort_index, step_type
),

kept AS (
    INSERT INTO product_journey_steps (product_id, sort_index, step_type, facility_id)
    SELECT product_id, sort_index, step_type, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT product_id) FROM moved
