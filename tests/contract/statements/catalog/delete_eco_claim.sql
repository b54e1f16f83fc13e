-- Remove an eco claim that nothing refers to any more.
-- in: brand_id, loser_id; out: nothing.
DELETE FROM brand_eco_claims WHERE brand_id = CAST(:brand_id AS uuid) AND id = CAST(:loser_id AS uuid)
