-- One variant per row that is one. Of the values that may override the product's, only those that differ. A row that
-- is only blocked by another one has no errors; what is wrong with the whole sheet is wrong with each row.
-- in: line, sheet, cleared_variant, verdict, row_fault; terms creates, image_is_gallery; out: as the table
WITH own AS (
    SELECT
        line.row_number,
        line.role = 'child' AS is_child,
        CASE WHEN line.role = 'child' THEN child."Product Title" END AS title,
        CASE WHEN line.role = 'child' THEN child."Description" END AS description,
        coalesce(
            child."Variant Image",
            CASE WHEN line.role = 'child' AND NOT getvariable('terms').image_is_gallery THEN child."Image" END
        ) AS image,
        parent."Product Title" AS first_title,
        parent."Description" AS first_description,
        parent."Image" AS first_image
    FROM line
    INNER JOIN sheet AS child ON line.row_number = child.row_number
    INNER JOIN sheet AS parent ON line.group_id = parent.row_number
)

SELECT
    line.staging_variant_id AS staging_id,
    line.staging_product_id,
    line.row_number,
    sheet."Barcode" AS barcode,
    sheet.barcode_key,
    sheet."SKU" AS sku,
    CASE WHEN NOT getvariable('terms').creates OR own.title IS DISTINCT FROM own.first_title THEN own.title END
        AS name_override,
    CASE
        WHEN NOT getvariable('terms').creates OR own.description IS DISTINCT FROM own.first_description
            THEN own.description
    END AS description_override,
    CASE WHEN NOT getvariable('terms').creates OR own.image IS DISTINCT FROM own.first_image THEN own.image END
        AS image_path_override,
    cleared_variant.cleared,
    verdict.row_status,
    CASE
        WHEN len(list_concat(verdict.errors_of_sheet, row_fault.errors)) > 0
            THEN to_json(list_concat(verdict.errors_of_sheet, row_fault.errors))::VARCHAR
    END AS errors
FROM line
INNER JOIN sheet ON line.row_number = sheet.row_number
INNER JOIN own ON line.row_number = own.row_number
INNER JOIN verdict ON line.group_id = verdict.group_id
LEFT JOIN cleared_variant ON line.row_number = cleared_variant.row_number
LEFT JOIN row_fault ON line.row_number = row_fault.row_number
WHERE line.is_variant
ORDER BY line.row_number
