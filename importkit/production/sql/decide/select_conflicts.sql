-- Read the conflicts that were found.
-- in: nothing; out: a row per bad cell, in the order of the sheet.
SELECT
    row_number,
    CAST(staging_product_id AS text) AS staging_product_id,
    staging_variant_id IS NOT NULL AS is_variant,
    target,
    "position",
    code,
    stored,
    other_handle,
    other_rows
FROM differences
WHERE code IS NOT NULL
ORDER BY row_number, target, "position"
