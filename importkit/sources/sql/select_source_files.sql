-- Read what is noted of the files of a source, and where their imports stand.
-- in: brand_id, source; out: a row per file; what is of an import is NULL where there was none.
SELECT
    noted.path,
    noted.size,
    noted.changed,
    noted.job_id,
    noted.error,
    job.status,
    job.summary,
    job.error AS job_error,
    job.superseded_by,
    job.undone_at
FROM source_files AS noted
LEFT JOIN import_jobs AS job ON job.id = noted.job_id
WHERE noted.brand_id = CAST(:brand_id AS uuid) AND noted.source = CAST(:source AS text)
