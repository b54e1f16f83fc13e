-- One product per group, with the values of its parent row; what only products have is the speaking row's. A row
-- that stands alone without a handle gives its title, description and picture to its variant.
-- in: product, sheet, line, speaker, cleared_product, verdict; out: as the table
SELECT
    product.staging_id,
    product.group_id AS row_number,
    product.product_handle,
    product.handle_key,
    CASE WHEN line.role <> 'child' THEN sheet."Product Title" END AS name,
    CASE WHEN line.role <> 'child' THEN sheet."Description" END AS description,
    CASE WHEN line.role <> 'child' THEN sheet."Image" END AS image_path,
    by_manufacturer."Manufacturer" AS manufacturer_name,
    by_manufacturer.manufacturer_key,
    by_category.category_path,
    by_season."Season" AS season_name,
    by_season.season_key,
    cleared_product.cleared,
    verdict.row_status,
    verdict.errors
FROM product
INNER JOIN line ON product.group_id = line.row_number
INNER JOIN sheet ON product.group_id = sheet.row_number
INNER JOIN verdict ON product.group_id = verdict.group_id
LEFT JOIN speaker ON product.group_id = speaker.group_id
LEFT JOIN sheet AS by_manufacturer ON speaker.manufacturer_row = by_manufacturer.row_number
LEFT JOIN sheet AS by_category ON speaker.category_row = by_category.row_number
LEFT JOIN sheet AS by_season ON speaker.season_row = by_season.row_number
LEFT JOIN cleared_product ON product.group_id = cleared_product.group_id
ORDER BY product.group_id
