-- Make a job in the name of the user at work; whoever may not import into the brand is refused.
-- in: job_id, brand_id, filename, mode, file_uri, file_sha256, options (the last three for one that is queued);
-- out: nothing that is read
SELECT start_import(
    brand_id => CAST(:brand_id AS uuid), filename => :filename, mode => :mode, file_uri => :file_uri,
    file_sha256 => :file_sha256, options => CAST(:options AS jsonb), job_id => CAST(:job_id AS uuid)
)
