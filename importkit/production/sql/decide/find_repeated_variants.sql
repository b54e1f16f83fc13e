-- Find rows that mean one variant, by different identifiers.
-- in: nothing; out: adds to differences. A row that stands under another product is told of that alone.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, code, other_rows)
WITH repeated AS (
    SELECT
        variant_id,
        (array_agg(row_number ORDER BY row_number))[1:6] AS rows,
        count(*) AS total
    FROM sheet_variants
    WHERE variant_id IS NOT NULL
    GROUP BY variant_id
    HAVING count(*) > 1
)

SELECT
    found.staging_product_id,
    found.staging_variant_id,
    found.row_number,
    CASE WHEN found.sku IS NULL THEN 'barcode' ELSE 'sku' END,
    'variant.duplicate-row',
    'row ' || array_to_string((array_remove(repeated.rows, found.row_number))[1:5], ', row ')
    || CASE WHEN repeated.total > 6 THEN ' and ' || repeated.total - 6 || ' more' ELSE '' END
FROM sheet_variants AS found
INNER JOIN repeated ON repeated.variant_id = found.variant_id
WHERE
    found.is_pending
    AND NOT EXISTS (
        SELECT FROM differences AS difference WHERE difference.staging_variant_id = found.staging_variant_id
    )
