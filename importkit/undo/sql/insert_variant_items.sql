-- Tell which of the variants that a job created can go: those that nobody has edited since, in products that nobody
-- has edited either. Whoever went on working on a product keeps it whole.
-- in: job_id; out: adds to undo_items.
INSERT INTO undo_items (entity_id, kind, target, outcome, reason)
SELECT
    noted.entity_id,
    noted.kind,
    '',
    CASE
        WHEN present.entity_id IS NULL THEN 'nothing'
        WHEN present.digest <> noted.digest OR owner.entity_id IS NOT NULL THEN 'kept'
        ELSE 'reversed'
    END,
    CASE
        WHEN present.digest <> noted.digest THEN 'edited'
        WHEN present.entity_id IS NOT NULL AND owner.entity_id IS NOT NULL THEN 'product_edited'
    END
FROM import_journal AS noted
LEFT JOIN entity_digests AS present ON present.entity_id = noted.entity_id
LEFT JOIN product_variants AS variant ON variant.id = noted.entity_id
LEFT JOIN (
    SELECT created.entity_id
    FROM import_journal AS created
    INNER JOIN entity_digests AS product ON product.entity_id = created.entity_id
    WHERE
        created.job_id = CAST(:job_id AS uuid)
        AND created.kind = 'product'
        AND product.digest <> created.digest
) AS owner ON owner.entity_id = variant.product_id
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.kind = 'variant' AND noted.digest IS NOT NULL
