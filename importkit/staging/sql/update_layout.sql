-- Keep where the table lies in the workbook, so that corrections need the database alone.
-- in: job_id, layout; out: nothing.
UPDATE import_jobs SET layout = CAST(:layout AS jsonb) WHERE id = CAST(:job_id AS uuid)
