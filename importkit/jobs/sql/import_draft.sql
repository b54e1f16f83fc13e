-- Make a job of a draft, once, and queue it.
-- in: draft_id, job_id, version, mode, sheet, file_uri, file_sha256, options; out: the id of the draft's job, NULL when
-- the draft has changed since that version.
SELECT import_draft(
    draft_id => CAST(:draft_id AS uuid), job_id => CAST(:job_id AS uuid), version => CAST(:version AS integer),
    mode => :mode, sheet => :sheet, file_uri => :file_uri, file_sha256 => :file_sha256,
    options => CAST(:options AS jsonb)
)
