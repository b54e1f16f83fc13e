-- Let the spellings that were mapped to the one mean the other.
-- in: brand_id, kind, loser_id, winner_id; out: nothing.
UPDATE value_mappings SET entity_id = CAST(:winner_id AS uuid)
WHERE brand_id = CAST(:brand_id AS uuid) AND kind = :kind AND entity_id = CAST(:loser_id AS uuid)
