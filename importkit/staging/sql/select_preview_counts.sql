-- Count the rows of a job that its preview shows.
-- in: job_id, status (NULL for all); out: one number.
SELECT
    (
        SELECT count(*) FROM import_rows
        WHERE job_id = CAST(:job_id AS uuid) AND coalesce(CAST(:status AS text), 'FAILED') = 'FAILED'
    )
    + (
        SELECT count(*) FROM import_row_outcomes
        WHERE job_id = CAST(:job_id AS uuid) AND coalesce(CAST(:status AS text), 'COMMITTED') = 'COMMITTED'
    )
    + (
        SELECT count(*) FROM staging_product_variants
        WHERE
            job_id = CAST(:job_id AS uuid)
            AND row_status = 'PENDING'
            AND coalesce(CAST(:status AS text), 'PENDING') = 'PENDING'
    )
    + (
        SELECT count(*) FROM staging_products AS product
        WHERE
            product.job_id = CAST(:job_id AS uuid)
            AND product.row_status = 'PENDING'
            AND coalesce(CAST(:status AS text), 'PENDING') = 'PENDING'
            AND NOT EXISTS (
                SELECT FROM staging_product_variants AS variant
                WHERE variant.job_id = product.job_id AND variant.row_number = product.row_number
            )
    )
