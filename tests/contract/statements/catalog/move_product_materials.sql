-- Put one material in the place of another, on the products that have it; where both are there, percentages add up.
-- in: loser_id, winner_id; out: how many products. A percentage that is not given adds nothing.
WITH moved AS (
    DELETE FROM product_materials WHERE brand_material_id = CAST(:loser_id AS uuid)
    RETURNING product_id, percentage
),

kept AS (
    INSERT INTO product_materials AS stored (product_id, brand_material_id, percentage)
    SELECT product_id, CAST(:winner_id AS uuid), percentage FROM moved
    ON CONFLICT (product_id, brand_material_id) DO UPDATE
    SET percentage = coalesce(stored.percentage + excluded.percentage, stored.percentage, excluded.percentage)
)

SELECT count(*) FROM moved
