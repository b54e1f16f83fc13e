-- Tell which of the products that a job created can go: those that nobody has edited since, and that no variant is
-- left in.
-- in: job_id; out: adds to undo_items. The job's own variants are gone by now, as far as they can go.
INSERT INTO undo_items (entity_id, kind, target, outcome, reason)
SELECT
    noted.entity_id,
    noted.kind,
    '',
    CASE
        WHEN present.entity_id IS NULL THEN 'nothing'
        WHEN found.is_edited OR found.has_variants THEN 'kept'
        ELSE 'reversed'
    END,
    CASE
        WHEN present.entity_id IS NULL THEN NULL
        WHEN found.is_edited THEN 'edited'
        WHEN found.has_variants THEN 'has_variants'
    END
FROM import_journal AS noted
LEFT JOIN entity_digests AS present ON present.entity_id = noted.entity_id
CROSS JOIN LATERAL (
    SELECT
        present.digest <> noted.digest AS is_edited,
        EXISTS (
            SELECT FROM product_variants AS variant
            WHERE variant.product_id = noted.entity_id
        ) AS has_variants
) AS found
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.kind = 'product' AND noted.digest IS NOT NULL
