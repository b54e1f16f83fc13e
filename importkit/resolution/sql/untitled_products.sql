-- value.required: products that would be created, without a title.
-- in: line, sheet, known_handle; terms creates; out: row, column, advice
SELECT
    line.row_number AS row,
    'Product Title' AS "column",
    'Every new product needs a title on its first row.' AS advice
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
ANTI JOIN known_handle ON sheet.handle_key = known_handle.handle_key
WHERE
    getvariable('terms').creates
    AND line.role = 'parent'
    AND sheet."Product Handle" IS NOT NULL
    AND NOT sheet.title_given
ORDER BY line.row_number
