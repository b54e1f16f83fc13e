-- The drafts of a brand that can be opened, the one that was touched last first.
-- in: brand_id, draft_id (NULL for all), source_job_id (NULL for all); out: a row per draft.
SELECT
    id,
    filename,
    file_uri,
    file_sha256,
    sheet,
    mode,
    hidden_rows,
    source_job_id,
    started_job_id,
    version,
    created_by,
    created_at,
    touched_at
FROM drafts
WHERE
    brand_id = CAST(:brand_id AS uuid)
    AND file_sha256 IS NOT NULL
    AND touched_at > now() - interval '1 day'
    AND (CAST(:draft_id AS uuid) IS NULL OR id = CAST(:draft_id AS uuid))
    AND (CAST(:source_job_id AS uuid) IS NULL OR source_job_id = CAST(:source_job_id AS uuid))
ORDER BY touched_at DESC, id ASC
