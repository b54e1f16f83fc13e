-- Find the newest import that made everything of the same file, read in the same way, for the same brand.
-- in: brand_id, file_sha256, options; out: a row or none. What is not read, or has been taken back or cleaned up
-- since, counts for nothing.
SELECT id::text AS job_id, finished_at, catalog_digest, summary, layout
FROM import_jobs
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND file_sha256 = :file_sha256
    AND catalog_digest IS NOT NULL
    AND options - ARRAY['file_bytes', 'plan'] = CAST(:options AS jsonb) - ARRAY['file_bytes', 'plan']
    AND undone_at IS NULL
    AND rows_deleted_at IS NULL
ORDER BY finished_at DESC
LIMIT 1
