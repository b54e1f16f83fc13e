-- Keep what the products are called that are about to go: the rows of the import go on telling whose they were.
-- in: job_id; out: adds to staging_products, which go with the job.
INSERT INTO staging_products (job_id, row_number, product_handle, handle_key, name, id, row_status)
SELECT
    CAST(:job_id AS uuid),
    first_row.row_number,
    product.product_handle,
    product.handle_key,
    product.name,
    product.id,
    'COMMITTED'
FROM undo_items AS item
INNER JOIN products AS product ON product.id = item.entity_id
INNER JOIN (
    SELECT product_id, min(row_number) AS row_number
    FROM import_row_outcomes
    WHERE job_id = CAST(:job_id AS uuid)
    GROUP BY product_id
) AS first_row ON first_row.product_id = product.id
WHERE item.kind = 'product' AND item.target = '' AND item.outcome = 'reversed'
