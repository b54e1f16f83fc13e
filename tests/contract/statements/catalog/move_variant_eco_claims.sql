-- Put one eco claim in the place of another, on the variants that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many variants.
WITH moved AS (
    DELETE FROM variant_eco_claims WHERE eco_claim_id = CAST(:loser_id AS uuid)
    RETURNING variant_id
),

kept AS (
    INSERT INTO variant_eco_claims (variant_id, eco_claim_id)
    SELECT variant_id, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT variant_id) FROM moved
