-- Note where the file of a draft is kept.
-- in: draft_id, file_uri, file_sha256; out: nothing that is read.
SELECT keep_draft_file(draft_id => CAST(:draft_id AS uuid), file_uri => :file_uri, file_sha256 => :file_sha256)
