-- Give a draft up.
-- in: draft_id; out: nothing that is read.
SELECT discard_draft(draft_id => CAST(:draft_id AS uuid))
