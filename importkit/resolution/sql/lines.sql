-- Tell what each row is, and give each variant its staging id.
-- in: sheet, grouped, product; terms creates
-- out: line (row_number, group_id, role, is_variant, staging_product_id, staging_variant_id)
CREATE TABLE line AS
WITH cast_rows AS (
    SELECT
        grouped.row_number,
        grouped.group_id,
        sheet.identifier_given,
        CASE
            WHEN grouped.block_row IS NULL AND getvariable('terms').creates THEN 'orphan'
            WHEN grouped.block_row IS NULL THEN 'child'
            WHEN grouped.row_number = grouped.group_id THEN 'parent'
            WHEN sheet.picture_only AND sheet.handle_key IS NOT NULL THEN 'image'
            ELSE 'child'
        END AS role
    FROM grouped
    INNER JOIN sheet ON grouped.row_number = sheet.row_number
),

-- Enriching, a row with a handle and no identifier speaks of the product alone.
variants AS (
    SELECT
        row_number,
        group_id,
        role,
        role <> 'image' AND (getvariable('terms').creates OR identifier_given OR role <> 'parent') AS is_variant
    FROM cast_rows
),

placed AS (
    SELECT *, CASE WHEN is_variant THEN row_number() OVER (PARTITION BY is_variant ORDER BY row_number) END AS place
    FROM variants
),

made AS (SELECT uuidv7() AS id FROM variants),

-- The ids of one millisecond are in no order: sorted and dealt out, they follow the sheet.
ids AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM made)

SELECT
    placed.row_number,
    placed.group_id,
    placed.role,
    placed.is_variant,
    product.staging_id AS staging_product_id,
    ids.id AS staging_variant_id
FROM placed
INNER JOIN product ON placed.group_id = product.group_id
LEFT JOIN ids ON placed.place = ids.place
ORDER BY placed.row_number
