-- Read what is noted of the files of a source.
-- in: brand_id, source; out: a row per file.
SELECT path, size, changed, job_id, error
FROM source_files
WHERE brand_id = CAST(:brand_id AS uuid) AND source = CAST(:source AS text)
