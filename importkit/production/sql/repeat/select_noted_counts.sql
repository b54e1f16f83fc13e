-- Count what is kept of an earlier import, and what it made that is otherwise now, or gone.
-- in: job_id, digests are read; out: one row.
SELECT
    count(*) FILTER (WHERE noted.kind = 'product') AS products,
    count(*) FILTER (WHERE noted.kind = 'variant') AS variants,
    count(*) FILTER (WHERE present.digest IS DISTINCT FROM noted.digest) AS edited,
    (SELECT count(*) FROM import_row_outcomes WHERE job_id = CAST(:job_id AS uuid)) AS outcomes
FROM import_journal AS noted
LEFT JOIN entity_digests AS present ON present.entity_id = noted.entity_id
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.kind IN ('product', 'variant')
