-- Remove $a_noun that nothing refers to any more.
-- in: brand_id, loser_id; out: nothing.
DELETE FROM $entity_table WHERE brand_id = CAST(:brand_id AS uuid) AND id = CAST(:loser_id AS uuid)
