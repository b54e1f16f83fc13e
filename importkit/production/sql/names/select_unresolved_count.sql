-- Count the names that have no entity after all were created.
-- in: nothing; out: one number.
SELECT count(*) FROM staged_names WHERE entity_id IS NULL
