-- Let go of a job that did not reach its end, so that another attempt may follow; without one left, fail it.
-- in: job_id, attempt, attempts (in all), handed_back (true: this one shall not count), error; out: its new
-- status, no row when the job is another attempt's, or has ended.
UPDATE import_jobs AS j
SET
    status = CASE WHEN d.has_more THEN 'PENDING' ELSE 'FAILED' END,
    error = CASE WHEN d.has_more THEN NULL ELSE :error END,
    finished_at = CASE WHEN d.has_more THEN NULL ELSE clock_timestamp() END,
    handed_back = j.handed_back + CAST(CAST(:handed_back AS boolean) AS integer)
FROM (
    SELECT i.id, CAST(:handed_back AS boolean) OR i.attempt - i.handed_back < :attempts AS has_more
    FROM import_jobs AS i WHERE i.id = CAST(:job_id AS uuid)
) AS d
WHERE d.id = j.id AND j.attempt = :attempt AND j.status = 'PROCESSING'
RETURNING j.status
