-- Every row of the sheet once, with what became of it. A stray row fails alone and is no product's.
-- in: line, product, verdict, row_fault, stray
-- out: row_number, group_id, role, product_handle, staging_product_id, staging_variant_id, row_status,
--      blocked_by_row (only for rows without an error of their own)
SELECT
    line.row_number,
    line.group_id,
    line.role,
    product.product_handle,
    line.staging_product_id,
    line.staging_variant_id,
    verdict.row_status,
    CASE WHEN row_fault.row_number IS NULL THEN verdict.first_error_row END AS blocked_by_row
FROM line
INNER JOIN product ON line.group_id = product.group_id
INNER JOIN verdict ON line.group_id = verdict.group_id
LEFT JOIN row_fault ON line.row_number = row_fault.row_number
UNION ALL
SELECT row_number, NULL, 'stray', NULL, NULL, NULL, 'FAILED', NULL
FROM stray
ORDER BY row_number
