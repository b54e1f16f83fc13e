-- Note from which file of a source a draft was made.
-- in: draft_id, source, path, size, changed; out: nothing that is read.
SELECT note_draft_source(
    draft_id => CAST(:draft_id AS uuid), source => :source, path => :path, size => CAST(:size AS bigint),
    changed => CAST(:changed AS timestamptz)
)
