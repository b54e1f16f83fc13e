-- Tell which of the variants that a job created can go: those that nobody has edited since.
-- in: job_id; out: adds to undo_items.
INSERT INTO undo_items (entity_id, kind, target, outcome, reason)
SELECT
    noted.entity_id,
    noted.kind,
    '',
    CASE
        WHEN present.entity_id IS NULL THEN 'nothing'
        WHEN present.digest = noted.digest THEN 'reversed'
        ELSE 'kept'
    END,
    CASE WHEN present.digest <> noted.digest THEN 'edited' END
FROM import_journal AS noted
LEFT JOIN entity_digests AS present ON present.entity_id = noted.entity_id
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.kind = 'variant' AND noted.digest IS NOT NULL
