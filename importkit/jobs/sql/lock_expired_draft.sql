-- Hold a draft whose time is over, unless another cleanup holds it.
-- in: draft_id; out: file_uri, no row when it is not to be deleted now.
SELECT file_uri FROM drafts
WHERE id = CAST(:draft_id AS uuid) AND touched_at <= now() - interval '1 day'
FOR UPDATE SKIP LOCKED
