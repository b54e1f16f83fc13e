-- Name the products and variants that a job noted in the journal, as created or changed.
-- in: job_id; out: fills traced_entities.
INSERT INTO traced_entities (entity_id, kind, is_created)
SELECT entity_id, kind, digest IS NOT NULL
FROM import_journal
WHERE job_id = CAST(:job_id AS uuid) AND kind IN ('product', 'variant')
