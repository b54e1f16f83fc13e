-- handle.scattered: a handle used again after another product, by a row that joins the first one. Where most
-- products are apart the sheet was sorted by something else: the first such row speaks for all.
-- in: grouped, sheet; out: row, column, other_row, apart, products (how many products are apart, of how many;
--     both NULL where each row speaks for itself)
WITH joining AS (
    SELECT grouped.row_number, grouped.start_row
    FROM grouped
    INNER JOIN sheet ON grouped.row_number = sheet.row_number
    WHERE
        grouped.row_number = grouped.block_row
        AND grouped.row_number <> grouped.start_row
        AND sheet."Product Handle" IS NOT NULL
),

sizes AS (
    SELECT start_row, count(*) AS size
    FROM grouped
    WHERE block_row IS NOT NULL
    GROUP BY start_row
),

counted AS (
    SELECT
        (SELECT count(DISTINCT start_row) FROM joining) AS apart,
        count(*) AS products,
        count(*) FILTER (WHERE size > 1) AS divisible
    FROM sizes
),

-- A product of one row cannot be apart; a few such products more do not make the sheet less scattered.
judged AS (
    SELECT
        apart,
        products,
        apart > 1 AND (2 * apart > products OR (apart > 2 AND 2 * apart > divisible)) AS is_most
    FROM counted
)

SELECT
    joining.row_number AS row,
    'Product Handle' AS "column",
    joining.start_row AS other_row,
    CASE WHEN judged.is_most THEN judged.apart END AS apart,
    CASE WHEN judged.is_most THEN judged.products END AS products
FROM joining
CROSS JOIN judged
QUALIFY NOT judged.is_most OR row_number() OVER (ORDER BY joining.row_number) = 1
ORDER BY joining.row_number
