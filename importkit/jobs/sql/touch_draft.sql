-- Keep a draft for a day from now on.
-- in: draft_id; out: nothing that is read.
SELECT touch_draft(draft_id => CAST(:draft_id AS uuid))
