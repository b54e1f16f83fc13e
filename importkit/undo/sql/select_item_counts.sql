-- Count what became of what a job did. Who changed a product last is nobody's value.
-- in: nothing; out: a row per outcome and sort of thing.
SELECT
    outcome,
    CASE
        WHEN target <> '' THEN 'values'
        WHEN kind = 'product' THEN 'products'
        WHEN kind = 'variant' THEN 'variants'
        ELSE 'names'
    END AS things,
    count(*) AS items
FROM undo_items
WHERE target <> 'last_import_job_id'
GROUP BY 1, 2
