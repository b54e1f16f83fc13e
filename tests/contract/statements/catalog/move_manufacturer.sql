-- Give the products of one manufacturer another one.
-- in: brand_id, loser_id, winner_id; out: how many products.
WITH moved AS (
    UPDATE products SET manufacturer_id = CAST(:winner_id AS uuid)
    WHERE brand_id = CAST(:brand_id AS uuid) AND manufacturer_id = CAST(:loser_id AS uuid)
    RETURNING id
)

SELECT count(*) FROM moved
