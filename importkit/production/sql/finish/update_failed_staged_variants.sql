-- Fail the staged variants of the failed products, each with the errors of its row.
-- in: nothing; out: sets row_status and errors in staging_product_variants.
UPDATE staging_product_variants
SET row_status = 'FAILED', errors = found.errors
FROM (
    SELECT
        matched.staging_variant_id,
        jsonb_agg(of_row.error ORDER BY of_row."position") FILTER (WHERE of_row.error IS NOT NULL) AS errors
    FROM matched_variants AS matched
    INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
    LEFT JOIN row_errors AS of_row ON of_row.row_number = matched.row_number
    WHERE owner.is_failed
    GROUP BY matched.staging_variant_id
) AS found
WHERE staging_product_variants.staging_id = found.staging_variant_id
