-- Remove an attribute value that nothing refers to any more.
-- in: brand_id, loser_id; out: nothing.
DELETE FROM brand_attribute_values WHERE brand_id = CAST(:brand_id AS uuid) AND id = CAST(:loser_id AS uuid)
