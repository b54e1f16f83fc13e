-- Note the products and variants that a job created, each with a digest of what it holds: any later edit shows.
-- in: job_id; out: adds to import_journal.
INSERT INTO import_journal (job_id, entity_id, kind, digest)
SELECT
    CAST(:job_id AS uuid),
    traced.entity_id,
    traced.kind,
    written.digest
FROM entity_digests AS written
INNER JOIN traced_entities AS traced ON traced.entity_id = written.entity_id
