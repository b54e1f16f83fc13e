-- Read what becomes of each row that does not fail.
-- in: job_id; out: a row per row of the sheet, in its order; without a handle where the product is new.
SELECT
    outcome.row_number,
    outcome.outcome,
    product.product_handle
FROM import_row_outcomes AS outcome
LEFT JOIN products AS product ON product.id = outcome.product_id
WHERE outcome.job_id = CAST(:job_id AS uuid)
ORDER BY outcome.row_number
