-- Read the categories of a job's workbook that were not found.
-- in: job_id; out: value, rows, cell (the first), suggestion, a row for each value.
SELECT
    f.value,
    count(*) AS rows,
    (array_agg(f.cell ORDER BY f.position))[1] AS cell,
    max(f.suggestion) AS suggestion
FROM import_findings AS f
WHERE f.job_id = CAST(:job_id AS uuid) AND f.code = 'category.not-found'
GROUP BY f.value
ORDER BY rows DESC, min(f.position)
