-- Count the rows of a job by what became of them; failed ones and waiting ones are called so.
-- in: job_id; out: outcome and how many, where there are any.
SELECT
    'FAILED' AS outcome,
    count(*) AS rows
FROM import_rows
WHERE job_id = CAST(:job_id AS uuid)
HAVING count(*) > 0
UNION ALL
SELECT
    outcome,
    count(*) AS rows
FROM import_row_outcomes
WHERE job_id = CAST(:job_id AS uuid)
GROUP BY outcome
UNION ALL
SELECT
    'PENDING' AS outcome,
    count(*) AS rows
FROM (
    SELECT row_number
    FROM staging_product_variants
    WHERE job_id = CAST(:job_id AS uuid) AND row_status = 'PENDING'
    UNION
    SELECT row_number
    FROM staging_products
    WHERE job_id = CAST(:job_id AS uuid) AND row_status = 'PENDING'
) AS waiting
HAVING count(*) > 0
