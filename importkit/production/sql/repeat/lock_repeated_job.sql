-- Keep an earlier import as it is until the transaction ends: it is not taken back, nor cleaned up.
-- in: job_id; out: its id, no row when that has happened meanwhile.
SELECT id
FROM import_jobs
WHERE id = CAST(:job_id AS uuid) AND undone_at IS NULL AND rows_deleted_at IS NULL
FOR SHARE
