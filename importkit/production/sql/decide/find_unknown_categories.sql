-- Find products whose category has gone from the taxonomy since the sheet was checked.
-- in: job_id; out: adds to differences.
INSERT INTO differences (staging_product_id, row_number, target, code)
SELECT matched.staging_product_id, matched.row_number, 'category', 'category.not-found'
FROM matched_products AS matched
INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
LEFT JOIN taxonomy_categories AS category ON category.path = staged.category_path
WHERE staged.job_id = CAST(:job_id AS uuid) AND staged.category_path IS NOT NULL AND category.id IS NULL
