-- One product per group, with the values of its first row. A row that stands alone without a handle gives its
-- title, description and picture to its variant.
-- in: product, sheet, line, verdict; out: as the table
SELECT
    product.staging_id,
    product.group_id AS row_number,
    product.product_handle,
    product.handle_key,
    CASE WHEN line.role <> 'child' THEN sheet."Product Title" END AS name,
    CASE WHEN line.role <> 'child' THEN sheet."Description" END AS description,
    CASE WHEN line.role <> 'child' THEN sheet."Image" END AS image_path,
    sheet."Manufacturer" AS manufacturer_name,
    sheet.manufacturer_key,
    sheet.category_path,
    sheet."Season" AS season_name,
    sheet.season_key,
    verdict.row_status,
    verdict.errors
FROM product
INNER JOIN line ON product.group_id = line.row_number
INNER JOIN sheet ON product.group_id = sheet.row_number
INNER JOIN verdict ON product.group_id = verdict.group_id
ORDER BY product.group_id
