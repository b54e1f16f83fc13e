-- Put one eco claim in the place of another, on the products that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many products.
WITH moved AS (
    DELETE FROM product_eco_claims WHERE eco_claim_id = CAST(:loser_id AS uuid)
    RETURNING product_id
),

kept AS (
    INSERT INTO product_eco_claims (product_id, eco_claim_id)
    SELECT product_id, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT product_id) FROM moved
