-- One product per group, with its staging id.
-- in: sheet, grouped
-- out: product (group_id, staging_id, product_handle, handle_key)
CREATE TABLE product AS
WITH first_rows AS (
    SELECT
        sheet.row_number AS group_id,
        sheet."Product Handle" AS product_handle,
        CASE WHEN sheet."Product Handle" IS NOT NULL THEN sheet.handle_key END AS handle_key,
        row_number() OVER (ORDER BY sheet.row_number) AS place
    FROM sheet
    INNER JOIN grouped ON sheet.row_number = grouped.row_number
    WHERE grouped.row_number = grouped.group_id
),

made AS (SELECT uuidv7() AS id FROM first_rows),

-- The ids of one millisecond are in no order: sorted and dealt out, they follow the sheet.
ids AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM made)

SELECT
    first_rows.group_id,
    ids.id AS staging_id,
    first_rows.product_handle,
    first_rows.handle_key
FROM first_rows
INNER JOIN ids ON first_rows.place = ids.place
ORDER BY first_rows.group_id
