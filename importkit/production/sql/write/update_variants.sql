-- Write the single values that variants get or lose; what they are known by is filled where it is blank.
-- in: nothing; out: changes product_variants, one row for each variant of which anything changes.
UPDATE product_variants AS variant
SET
    sku = coalesce(variant.sku, given.sku),
    barcode = CASE WHEN variant.barcode_key IS NULL THEN given.barcode ELSE variant.barcode END,
    barcode_key = coalesce(variant.barcode_key, given.barcode_key),
    name = CASE WHEN 'name' = ANY(given.targets) THEN given.name ELSE variant.name END,
    description = CASE WHEN 'description' = ANY(given.targets) THEN given.description ELSE variant.description END,
    image_path = CASE WHEN 'image_path' = ANY(given.targets) THEN given.image_path ELSE variant.image_path END,
    updated_at = now()
FROM (
    SELECT
        change.variant_id,
        array_agg(change.target) AS targets,
        max(change.given) FILTER (WHERE change.target = 'sku') AS sku,
        max(change.given) FILTER (WHERE change.target = 'barcode') AS barcode,
        max(staged.barcode_key) FILTER (WHERE change.target = 'barcode') AS barcode_key,
        max(change.given) FILTER (WHERE change.target = 'name') AS name,
        max(change.given) FILTER (WHERE change.target = 'description') AS description,
        max(change.given) FILTER (WHERE change.target = 'image_path') AS image_path
    FROM changes AS change
    INNER JOIN staging_product_variants AS staged ON staged.staging_id = change.staging_variant_id
    GROUP BY change.variant_id
) AS given
WHERE variant.id = given.variant_id
