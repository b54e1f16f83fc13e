-- Give the products of one $noun another one.
-- in: brand_id, loser_id, winner_id; out: how many products.
WITH moved AS (
    UPDATE products SET $id_name = CAST(:winner_id AS uuid)
    WHERE brand_id = CAST(:brand_id AS uuid) AND $id_name = CAST(:loser_id AS uuid)
    RETURNING id
)

SELECT count(*) FROM moved
