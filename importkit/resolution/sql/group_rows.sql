-- Give each row its group. A group is named by the number of its first row.
-- A block is a row with a handle and the rows below it, up to a row with another handle. A later block of
-- a known handle joins that product, unless it carries another title: then it is a product of its own.
-- in: sheet
-- out: grouped (row_number, group_id, block_row, first_row); block_row is NULL above the first handle,
--      first_row is where the handle was used first
CREATE TABLE grouped AS
WITH carried AS (
    SELECT
        row_number,
        handle_key,
        title_key,
        last_value(handle_key IGNORE NULLS) OVER (
            ORDER BY row_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS key_above
    FROM sheet
),

starts AS (
    SELECT
        row_number AS block_row,
        title_key,
        min(row_number) OVER (PARTITION BY handle_key) AS first_row,
        first(title_key) OVER (PARTITION BY handle_key ORDER BY row_number) AS first_title_key
    FROM carried
    WHERE handle_key IS NOT NULL AND handle_key IS DISTINCT FROM key_above
),

blocks AS (
    SELECT
        block_row,
        first_row,
        CASE WHEN title_key <> first_title_key THEN block_row ELSE first_row END AS group_id
    FROM starts
),

placed AS (
    SELECT
        carried.row_number,
        max(blocks.block_row) OVER (
            ORDER BY carried.row_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS block_row
    FROM carried
    LEFT JOIN blocks ON carried.row_number = blocks.block_row
)

SELECT
    placed.row_number,
    coalesce(blocks.group_id, placed.row_number) AS group_id,
    placed.block_row,
    blocks.first_row
FROM placed
LEFT JOIN blocks ON placed.block_row = blocks.block_row
ORDER BY placed.row_number
