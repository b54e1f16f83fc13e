-- Give each row its product. A group is named by the row number of its parent: the first of its rows that
-- has the handle and a title, else the first of them that is no image-only row. Enriching, a row that starts its
-- group without an identifier addresses the product alone, so it is the parent.
-- A block is a row with a handle and the rows below it, up to a row with another handle. A later block of
-- a known handle joins that product, unless it carries another title: then it is a product of its own.
-- in: sheet, stray; terms creates
-- out: grouped (row_number, group_id, block_row, start_row, first_row); block_row is NULL above the first handle,
--      start_row is the first row of the group, first_row is where the handle was used first
CREATE TABLE grouped AS
WITH carried AS (
    SELECT
        sheet.row_number,
        sheet.handle_key,
        sheet.title_key,
        sheet.title_given,
        sheet.picture_only,
        sheet.identifier_given,
        last_value(sheet.handle_key IGNORE NULLS) OVER (
            ORDER BY sheet.row_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS key_above
    FROM sheet
    ANTI JOIN stray ON sheet.row_number = stray.row_number
),

handles AS (
    SELECT
        handle_key,
        min(row_number) AS first_row,
        min(row_number) FILTER (WHERE title_given) AS titled_row
    FROM carried
    WHERE handle_key IS NOT NULL
    GROUP BY handle_key
),

blocks AS (
    SELECT
        carried.row_number AS block_row,
        handles.first_row,
        CASE WHEN carried.title_key <> titled.title_key THEN carried.row_number ELSE handles.first_row END AS start_row
    FROM carried
    INNER JOIN handles ON carried.handle_key = handles.handle_key
    LEFT JOIN carried AS titled ON handles.titled_row = titled.row_number
    WHERE carried.handle_key IS DISTINCT FROM carried.key_above
),

placed AS (
    SELECT
        carried.*,
        max(blocks.block_row) OVER (
            ORDER BY carried.row_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS block_row
    FROM carried
    LEFT JOIN blocks ON carried.row_number = blocks.block_row
),

members AS (
    SELECT
        placed.*,
        coalesce(blocks.start_row, placed.row_number) AS start_row,
        blocks.first_row
    FROM placed
    LEFT JOIN blocks ON placed.block_row = blocks.block_row
),

parents AS (
    SELECT
        start_row,
        coalesce(
            min(row_number) FILTER (
                WHERE row_number = start_row
                AND NOT (getvariable('terms').creates OR identifier_given OR picture_only)
            ),
            min(row_number) FILTER (WHERE title_given),
            min(row_number) FILTER (WHERE NOT picture_only),
            start_row
        ) AS group_id
    FROM members
    WHERE handle_key IS NOT NULL
    GROUP BY start_row
)

SELECT
    members.row_number,
    coalesce(parents.group_id, members.row_number) AS group_id,
    members.block_row,
    members.start_row,
    members.first_row
FROM members
LEFT JOIN parents ON members.start_row = parents.start_row
ORDER BY members.row_number
