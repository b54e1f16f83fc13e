-- Gather the errors of single rows; findings of a job may be too new for the planner to know of them.
-- in: job_id; out: fills row_errors.
INSERT INTO row_errors (row_number, "position", error)
SELECT
    finding.row_number,
    finding."position",
    jsonb_build_object(
        'row', finding.row_number, 'field', finding.column_name, 'cell', finding.cell,
        'code', finding.code, 'message', finding.message
    )
FROM import_findings AS finding
WHERE
    finding.job_id = CAST(:job_id AS uuid)
    AND finding.severity = 'error'
    AND finding.row_number IS NOT NULL
