-- Put one $noun in the place of another, on the $levels that have it; where both are there, one stays.
-- in: loser_id, winner_id; out: how many $levels.
WITH moved AS (
    DELETE FROM $table WHERE $entity_id = CAST(:loser_id AS uuid)
    RETURNING $kept_columns
),

kept AS (
    INSERT INTO $table ($kept_columns, $entity_id)
    SELECT $kept_columns, CAST(:winner_id AS uuid) FROM moved
    ON CONFLICT DO NOTHING
)

SELECT count(DISTINCT $owner_id) FROM moved
