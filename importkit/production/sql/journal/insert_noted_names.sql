-- Note the names that a job created in the catalog.
-- in: job_id; out: adds to import_journal. The digest tells a name that is spelled otherwise later, or moved to
-- another attribute.
INSERT INTO import_journal (job_id, entity_id, kind, digest)
SELECT
    CAST(:job_id AS uuid),
    entity_id,
    kind,
    hash_record_extended(ROW(attribute_id, name), 0)
FROM staged_names
WHERE entity_id = new_id
