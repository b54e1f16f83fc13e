-- Count the imports that wait in the queue, and say how long the oldest has waited.
-- in: nothing; out: number, and seconds (NULL when none waits), one row.
SELECT
    count(*) AS number,
    CAST(extract(EPOCH FROM now() - min(j.created_at)) AS double precision) AS seconds
FROM import_jobs AS j
WHERE
    j.status = 'PENDING'
    AND EXISTS (
        SELECT FROM procrastinate.procrastinate_jobs AS q
        WHERE q.args ->> 'job_id' = CAST(j.id AS text) AND q.status = 'todo'
    )
