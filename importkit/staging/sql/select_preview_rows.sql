-- Read one page of a job's rows: failed ones as they stand in the sheet, waiting ones from staging, committed
-- ones from production, and those of a product that was taken back from what is left of it in staging.
-- in: job_id, status (NULL for all), outcome (of committed ones; NULL for all), page_size, skipped; out: a row per row of the sheet, in its order.
-- No kind of rows can fill more than the pages up to this one, and each is read in the order of its key.
WITH failed AS (
    SELECT row_number, product_handle
    FROM import_rows
    WHERE job_id = CAST(:job_id AS uuid) AND coalesce(CAST(:status AS text), 'FAILED') = 'FAILED'
    ORDER BY row_number
    LIMIT CAST(:page_size AS bigint) + CAST(:skipped AS bigint)
),

committed AS (
    SELECT row_number, product_id, variant_id, outcome
    FROM import_row_outcomes
    WHERE
        job_id = CAST(:job_id AS uuid)
        AND coalesce(CAST(:status AS text), 'COMMITTED') = 'COMMITTED'
        AND coalesce(CAST(:outcome AS text), outcome) = outcome
    ORDER BY row_number
    LIMIT CAST(:page_size AS bigint) + CAST(:skipped AS bigint)
),

line AS (
    SELECT row_number, product_handle, 'FAILED' AS row_status, CAST(NULL AS uuid) AS product_id,
        CAST(NULL AS uuid) AS variant_id, CAST(NULL AS text) AS outcome
    FROM failed
    UNION ALL
    SELECT row_number, NULL, 'COMMITTED', product_id, variant_id, outcome
    FROM committed
    UNION ALL
    SELECT row_number, NULL, 'PENDING', NULL, NULL, NULL
    FROM staging_product_variants
    WHERE
        job_id = CAST(:job_id AS uuid)
        AND row_status = 'PENDING'
        AND coalesce(CAST(:status AS text), 'PENDING') = 'PENDING'
    UNION ALL
    SELECT product.row_number, NULL, 'PENDING', NULL, NULL, NULL
    FROM staging_products AS product
    WHERE
        product.job_id = CAST(:job_id AS uuid)
        AND product.row_status = 'PENDING'
        AND coalesce(CAST(:status AS text), 'PENDING') = 'PENDING'
        AND NOT EXISTS (
            SELECT FROM staging_product_variants AS variant
            WHERE variant.job_id = product.job_id AND variant.row_number = product.row_number
        )
),

page AS (
    SELECT * FROM line
    ORDER BY row_number
    LIMIT CAST(:page_size AS bigint) OFFSET CAST(:skipped AS bigint)
),

-- A row that is no variant, such as a note, is not staged: what is wrong with it is only found here.
told AS (
    SELECT
        row_number,
        jsonb_agg(
            jsonb_build_object('row', row_number, 'field', column_name, 'cell', cell, 'code', code, 'message', message)
            ORDER BY "position"
        ) AS errors
    FROM import_findings
    WHERE
        job_id = CAST(:job_id AS uuid)
        AND severity = 'error'
        AND row_number IN (SELECT page.row_number FROM page WHERE page.row_status = 'FAILED')
    GROUP BY row_number
)

SELECT
    page.row_number,
    coalesce(
        page.product_handle,
        staged_owner.product_handle,
        staged_product.product_handle,
        product.product_handle,
        removed.product_handle
    ) AS product_handle,
    coalesce(
        staged_variant.name_override,
        staged_owner.name,
        staged_product.name,
        variant.name,
        product.name,
        removed.name
    ) AS name,
    coalesce(staged_variant.sku, variant.sku) AS sku,
    coalesce(staged_variant.barcode, variant.barcode) AS barcode,
    page.row_status,
    page.outcome,
    CASE
        WHEN staged_variant.staging_id IS NOT NULL THEN staged_variant.errors
        WHEN staged_product.staging_id IS NOT NULL THEN staged_product.errors
        ELSE told.errors
    END AS errors
FROM page
LEFT JOIN staging_product_variants AS staged_variant
    ON
        page.row_status <> 'COMMITTED'
        AND staged_variant.job_id = CAST(:job_id AS uuid)
        AND staged_variant.row_number = page.row_number
LEFT JOIN staging_products AS staged_owner
    ON staged_owner.staging_id = staged_variant.staging_product_id
LEFT JOIN staging_products AS staged_product
    ON
        page.row_status <> 'COMMITTED'
        AND staged_product.job_id = CAST(:job_id AS uuid)
        AND staged_product.row_number = page.row_number
LEFT JOIN told ON told.row_number = page.row_number
LEFT JOIN products AS product ON product.id = page.product_id
LEFT JOIN product_variants AS variant ON variant.id = page.variant_id
LEFT JOIN staging_products AS removed ON removed.job_id = CAST(:job_id AS uuid) AND removed.id = page.product_id
ORDER BY page.row_number
