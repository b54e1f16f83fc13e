-- Fail jobs that are held and that nobody can run again.
-- in: ids, error; out: nothing that is read.
UPDATE import_jobs SET status = 'FAILED', error = :error, finished_at = clock_timestamp()
WHERE id = ANY(CAST(:ids AS uuid []))
