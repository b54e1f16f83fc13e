-- Take a person out of a brand, in the name of the user at work.
-- in: brand_id, email; out: false when they did not belong to it
SELECT remove_member(CAST(:brand_id AS uuid), :email)
