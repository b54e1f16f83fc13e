-- barcode.duplicate: a barcode on more than one row; two spellings of one GTIN are the same barcode.
-- in: line, sheet; out: row, column, other_rows
WITH used AS (
    SELECT line.row_number, sheet.barcode_key
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant AND sheet.barcode_key IS NOT NULL
),

repeated AS (
    SELECT barcode_key, min(row_number, 6) AS rows, count(*) AS total
    FROM used
    GROUP BY barcode_key
    HAVING count(*) > 1
)

SELECT
    used.row_number AS row,
    'Barcode' AS "column",
    name_rows(repeated.rows, used.row_number, repeated.total) AS other_rows
FROM used
INNER JOIN repeated ON used.barcode_key = repeated.barcode_key
ORDER BY used.row_number
