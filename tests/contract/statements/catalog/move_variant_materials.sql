-- Put one material in the place of another, on the variants that have it; where both are there, percentages add up.
-- in: loser_id, winner_id; out: how many variants. A percentage that is not given adds nothing.
WITH moved AS (
    DELETE FROM variant_materials WHERE brand_material_id = CAST(:loser_id AS uuid)
    RETURNING variant_id, percentage
),

kept AS (
    INSERT INTO variant_materials AS stored (variant_id, brand_material_id, percentage)
    SELECT variant_id, CAST(:winner_id AS uuid), percentage FROM moved
    ON CONFLICT (variant_id, brand_material_id) DO UPDATE
    SET percentage = coalesce(stored.percentage + excluded.percentage, stored.percentage, excluded.percentage)
)

SELECT count(*) FROM moved
