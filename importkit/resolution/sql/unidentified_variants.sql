-- value.required: variants with neither a SKU nor a barcode.
-- in: line, sheet; terms identifier_column; out: row, column, advice
SELECT
    line.row_number AS row,
    getvariable('terms').identifier_column AS "column",
    'Every variant needs a SKU or a Barcode: fill in one of the two.' AS advice
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
WHERE line.is_variant AND NOT sheet.identifier_given
ORDER BY line.row_number
