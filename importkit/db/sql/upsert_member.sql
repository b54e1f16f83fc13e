-- Give a person a role in a brand, in the name of the user at work.
-- in: brand_id, email, role; out: nothing that is read
SELECT put_member(CAST(:brand_id AS uuid), :email, :role)
