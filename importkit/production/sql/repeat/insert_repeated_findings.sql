-- Write what was found in the sheet of an earlier import, but what is true only once.
-- in: job_id, earlier_id, only_once (codes); out: adds to import_findings.
INSERT INTO import_findings (
    job_id, "position", code, severity, sheet, row_number, column_name, cell, value, message, hint, suggestion,
    product_handle
)
SELECT
    CAST(:job_id AS uuid),
    row_number() OVER (ORDER BY "position") - 1,
    code,
    severity,
    sheet,
    row_number,
    column_name,
    cell,
    value,
    message,
    hint,
    suggestion,
    product_handle
FROM import_findings
WHERE job_id = CAST(:earlier_id AS uuid) AND code <> ALL(CAST(:only_once AS text []))
