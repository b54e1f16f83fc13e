-- Delete a draft whose file is gone.
-- in: draft_id; out: nothing that is read.
DELETE FROM drafts
WHERE id = CAST(:draft_id AS uuid)
