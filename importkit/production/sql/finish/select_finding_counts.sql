-- Count the findings of a job by their code.
-- in: job_id; out: a row per code.
SELECT code, count(*) AS findings
FROM import_findings
WHERE job_id = CAST(:job_id AS uuid)
GROUP BY code
ORDER BY code
