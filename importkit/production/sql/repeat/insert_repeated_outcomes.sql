-- Write that each row of an earlier import is unchanged.
-- in: job_id, earlier_id; out: adds to import_row_outcomes.
INSERT INTO import_row_outcomes (job_id, row_number, product_id, variant_id, outcome)
SELECT CAST(:job_id AS uuid), row_number, product_id, variant_id, 'unchanged'
FROM import_row_outcomes
WHERE job_id = CAST(:earlier_id AS uuid)
