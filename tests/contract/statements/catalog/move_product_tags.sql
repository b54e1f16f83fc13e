-- Put one tag in the place of another, on the products that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many products.
WITH moved AS (
    DELETE FROM product_tags WHERE tag_id = CAST(:loser_id AS uuid)
    RETURNING product_id
),

kept AS (
    INSERT INTO product_tags (product_id, tag_id)
    SELECT product_id, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT product_id) FROM moved
