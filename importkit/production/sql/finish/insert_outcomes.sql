-- Write what became of each row that did not fail; an image-only row shares its product's outcome.
-- in: job_id; out: adds to import_row_outcomes.
INSERT INTO import_row_outcomes (job_id, row_number, product_id, variant_id, outcome)
SELECT
    CAST(:job_id AS uuid),
    line.row_number,
    product.product_id,
    variant.variant_id,
    CASE
        WHEN NOT variant.is_existing THEN 'created'
        WHEN line.row_number = product.row_number AND NOT product.is_existing THEN 'created'
        WHEN variant.staging_variant_id IS NULL AND NOT product.is_existing THEN 'created'
        WHEN variant.is_changed THEN 'updated'
        WHEN line.row_number = product.row_number AND product.is_changed THEN 'updated'
        WHEN variant.staging_variant_id IS NULL AND product.is_changed THEN 'updated'
        ELSE 'unchanged'
    END
FROM import_lines AS line
INNER JOIN matched_products AS product ON product.staging_product_id = line.staging_product_id
LEFT JOIN matched_variants AS variant ON variant.staging_variant_id = line.staging_variant_id
WHERE NOT product.is_failed
