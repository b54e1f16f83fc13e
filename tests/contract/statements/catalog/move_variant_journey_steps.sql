-- Put one facility in the place of another, on the variants that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many variants.
WITH moved AS (
    DELETE FROM variant_journey_steps WHERE facility_id = CAST(:loser_id AS uuid)
    RETURNING variant_id, sort_index, step_type
),

kept AS (
    INSERT INTO variant_journey_steps (variant_id, sort_index, step_type, facility_id)
    SELECT variant_id, sort_index, step_type, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT variant_id) FROM moved
