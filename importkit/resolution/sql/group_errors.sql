-- One error fails its whole group; an error of the sheet fails every group.
-- in: line, fault (every error: row, field, cell, code, message; row is NULL for those of the sheet)
-- out: verdict (group_id, row_status, first_error_row, errors, errors_of_sheet)
CREATE TABLE verdict AS
WITH of_sheet AS (
    SELECT list({'row': row, 'field': field, 'cell': cell, 'code': code, 'message': message} ORDER BY number) AS errors
    FROM fault
    WHERE row IS NULL
),

of_group AS (
    SELECT
        line.group_id,
        min(fault.row) AS first_error_row,
        list(
            {
                'row': fault.row, 'field': fault.field, 'cell': fault.cell,
                'code': fault.code, 'message': fault.message
            }
            ORDER BY fault.number
        ) AS errors
    FROM fault
    INNER JOIN line ON fault.row = line.row_number
    GROUP BY line.group_id
),

judged AS (
    SELECT
        product.group_id,
        of_group.first_error_row,
        of_sheet.errors AS errors_of_sheet,
        list_concat(of_sheet.errors, of_group.errors) AS errors
    FROM product
    CROSS JOIN of_sheet
    LEFT JOIN of_group ON product.group_id = of_group.group_id
)

SELECT
    group_id,
    CASE WHEN len(errors) > 0 THEN 'FAILED' ELSE 'PENDING' END AS row_status,
    first_error_row,
    CASE WHEN len(errors) > 0 THEN to_json(errors)::VARCHAR END AS errors,
    errors_of_sheet
FROM judged
