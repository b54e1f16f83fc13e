-- Note the products and variants that a job created, each with a digest of all that it holds: any later edit changes
-- it, by whatever way it came, and taking that edit back brings it back.
-- in: job_id; out: adds to import_journal.
INSERT INTO import_journal (job_id, entity_id, kind, digest)
$digests
SELECT CAST(:job_id AS uuid), entity_id, kind, bit_xor(hash)
FROM part
GROUP BY entity_id, kind
