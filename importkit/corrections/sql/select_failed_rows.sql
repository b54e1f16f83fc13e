-- The failed rows that are kept of a job, with what they can be recognised by.
-- in: job_id, sku_letter (NULL where the sheet has no SKU), original_letter (NULL where it has no added columns)
-- out: one row per failed row, in the order of the sheet; is_stray tells those that belong to no product.
SELECT
    row_number,
    product_handle,
    cells -> CAST(:sku_letter AS text) ->> 'text' AS sku,
    cells -> CAST(:original_letter AS text) ->> 'text' AS original,
    EXISTS (
        SELECT FROM import_findings AS finding
        WHERE
            finding.job_id = import_rows.job_id
            AND finding.row_number = import_rows.row_number
            AND finding.code = 'row.stray'
    ) AS is_stray
FROM import_rows
WHERE job_id = CAST(:job_id AS uuid)
ORDER BY row_number
