-- Write the new variants; what equals the stored product is no override.
-- in: job_id, brand_id; out: adds to product_variants.
INSERT INTO product_variants (
    id, brand_id, product_id, barcode, barcode_key, sku, name, description, image_path
)
SELECT
    matched.variant_id,
    CAST(:brand_id AS uuid),
    matched.product_id,
    staged.barcode,
    staged.barcode_key,
    staged.sku,
    CASE WHEN staged.name_override IS DISTINCT FROM product.name THEN staged.name_override END,
    CASE WHEN staged.description_override IS DISTINCT FROM product.description THEN staged.description_override END,
    CASE WHEN staged.image_path_override IS DISTINCT FROM product.image_path THEN staged.image_path_override END
FROM staging_product_variants AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN products AS product ON product.id = matched.product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT owner.is_failed
