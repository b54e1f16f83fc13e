-- Count what this import did, from the tables that it wrote.
-- in: job_id; out: one row.
SELECT
    (SELECT count(*) FROM matched_products WHERE NOT is_failed AND NOT is_existing) AS products_created,
    (
        SELECT count(DISTINCT product_id) FROM matched_products WHERE NOT is_failed AND is_changed
    ) AS products_updated,
    (
        SELECT count(DISTINCT product_id) FROM matched_products WHERE NOT is_failed AND is_existing
    ) - (
        SELECT count(DISTINCT product_id) FROM matched_products WHERE NOT is_failed AND is_changed
    ) AS products_unchanged,
    count(variant.variant_id) FILTER (WHERE NOT variant.is_existing) AS variants_created,
    count(DISTINCT variant.variant_id) FILTER (WHERE variant.is_changed) AS variants_updated,
    count(DISTINCT variant.variant_id) FILTER (WHERE variant.is_existing AND NOT variant.is_changed)
        AS variants_unchanged,
    (
        SELECT count(*) FROM import_row_outcomes
        WHERE job_id = CAST(:job_id AS uuid) AND outcome <> 'unchanged'
    ) AS successful_rows,
    (
        SELECT count(*) FROM import_row_outcomes
        WHERE job_id = CAST(:job_id AS uuid) AND outcome = 'unchanged'
    ) AS unchanged_rows,
    (SELECT count(*) FROM import_rows WHERE job_id = CAST(:job_id AS uuid)) AS failed_rows,
    (
        SELECT count(*) FROM staging_products
        WHERE job_id = CAST(:job_id AS uuid) AND row_status = 'FAILED'
    ) AS failed_products
FROM matched_variants AS variant
INNER JOIN matched_products AS product ON product.staging_product_id = variant.staging_product_id
WHERE NOT product.is_failed
