-- sku.duplicate: a SKU on more than one row.
-- in: line, sheet; out: row, column, other_rows
WITH used AS (
    SELECT line.row_number, sheet."SKU" AS sku
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    WHERE line.is_variant AND sheet."SKU" IS NOT NULL
),

repeated AS (
    SELECT sku, min(row_number, 6) AS rows, count(*) AS total
    FROM used
    GROUP BY sku
    HAVING count(*) > 1
)

SELECT
    used.row_number AS row,
    'SKU' AS "column",
    name_rows(repeated.rows, used.row_number, repeated.total) AS other_rows
FROM used
INNER JOIN repeated ON used.sku = repeated.sku
ORDER BY used.row_number
