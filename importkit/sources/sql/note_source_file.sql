-- Note what became of a file of a source.
-- in: brand_id, source, path, size, changed, job_id, error; out: nothing.
SELECT public.note_source_file(
    brand_id => CAST(:brand_id AS uuid), source => CAST(:source AS text), path => CAST(:path AS text),
    size => CAST(:size AS bigint), changed => CAST(:changed AS timestamptz), job_id => CAST(:job_id AS uuid),
    error => CAST(:error AS text)
)
