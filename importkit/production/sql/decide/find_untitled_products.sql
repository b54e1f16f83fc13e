-- Find products without a title that were there when the sheet was checked, and have gone since.
-- in: job_id; out: adds to differences.
INSERT INTO differences (staging_product_id, row_number, target, code)
SELECT matched.staging_product_id, matched.row_number, 'name', 'value.required'
FROM matched_products AS matched
INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND staged.name IS NULL AND NOT matched.is_existing
