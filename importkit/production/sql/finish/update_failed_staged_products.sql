-- Fail the staged products of the conflicts, with the errors of their whole group.
-- in: nothing; out: sets row_status and errors in staging_products.
UPDATE staging_products
SET row_status = 'FAILED', errors = found.errors
FROM (
    SELECT
        line.staging_product_id,
        jsonb_agg(of_row.error ORDER BY of_row."position") AS errors
    FROM row_errors AS of_row
    INNER JOIN import_lines AS line ON line.row_number = of_row.row_number
    GROUP BY line.staging_product_id
) AS found
WHERE staging_products.staging_id = found.staging_product_id
