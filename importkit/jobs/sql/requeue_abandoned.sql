-- Queue again jobs that are held; they wait for a worker.
-- in: ids; out: a row each.
WITH waiting AS (
    UPDATE import_jobs SET status = 'PENDING', progress = NULL
    WHERE id = ANY(CAST(:ids AS uuid []))
    RETURNING id
)
SELECT procrastinate.procrastinate_defer_jobs_v1(CAST(ARRAY[
    ROW('imports', 'import', 0, NULL, CAST(w.id AS text), jsonb_build_object('job_id', w.id), NULL)
] AS procrastinate.procrastinate_job_to_defer_v1 []))
FROM waiting AS w
