-- Put one $noun in the place of another, on the $levels that have it; where both are there, ${amount}s add up.
-- in: loser_id, winner_id; out: how many $levels. A $amount that is not given adds nothing.
WITH moved AS (
    DELETE FROM $table WHERE $entity_id = CAST(:loser_id AS uuid)
    RETURNING $owner_id, $amount
),

kept AS (
    INSERT INTO $table AS stored ($owner_id, $entity_id, $amount)
    SELECT $owner_id, CAST(:winner_id AS uuid), $amount FROM moved
    ON CONFLICT ($owner_id, $entity_id) DO UPDATE
    SET $amount = coalesce(stored.$amount + excluded.$amount, stored.$amount, excluded.$amount)
)

SELECT count(*) FROM moved
