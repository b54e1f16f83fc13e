-- Rows that are no variant and belong to no product, such as notes and totals: those that name none, and hold
-- one value at most, or read as a total, or stand below a blank row at the end of the sheet.
-- in: sheet; anonymous (rows that name no product or variant); gap (rows below a blank row)
-- out: stray (row_number, column_name), the column of the first filled cell
CREATE TABLE stray AS
WITH placed AS (
    SELECT
        sheet.row_number,
        anonymous.filled_cells,
        anonymous.reads_total,
        anonymous.first_column,
        anonymous.row_number IS NOT NULL AS is_anonymous,
        max(gap.row_number) OVER above AS last_gap,
        max(CASE WHEN anonymous.row_number IS NULL THEN sheet.row_number END) OVER above AS product_row,
        max(CASE WHEN anonymous.row_number IS NULL AND sheet.handle_key IS NOT NULL THEN sheet.row_number END) OVER ()
            AS last_handle_row
    FROM sheet
    LEFT JOIN anonymous ON sheet.row_number = anonymous.row_number
    LEFT JOIN gap ON sheet.row_number = gap.row_number
    WINDOW above AS (ORDER BY sheet.row_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
)

SELECT row_number, first_column AS column_name
FROM placed
WHERE
    is_anonymous
    AND (
        filled_cells <= 1
        OR reads_total
        OR (last_gap > product_row AND row_number > coalesce(last_handle_row, 0))
    )
ORDER BY row_number
