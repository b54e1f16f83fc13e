-- Read one page of the values that a job changed, as its journal notes them, a product after the other.
-- in: job_id, size, start; out: a row for each value, beside how many there are. Who changed a product last is
-- nobody's value. A product or variant that is gone since has no handle.
SELECT
    count(*) OVER () AS total,
    noted.kind AS level,
    product.product_handle,
    variant.sku,
    variant.barcode,
    changed.target,
    changed.before,
    noted.written -> changed.target AS after
FROM import_journal AS noted
CROSS JOIN LATERAL jsonb_each(noted.stored) AS changed (target, before)
LEFT JOIN product_variants AS variant ON noted.kind = 'variant' AND variant.id = noted.entity_id
LEFT JOIN products AS product ON product.id = coalesce(variant.product_id, noted.entity_id)
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.digest IS NULL AND changed.target <> 'last_import_job_id'
ORDER BY product.handle_key, noted.kind, variant.sku, noted.entity_id, changed.target
LIMIT CAST(:size AS bigint) OFFSET CAST(:start AS bigint)
