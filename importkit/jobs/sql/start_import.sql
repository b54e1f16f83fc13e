-- Make a job in the name of the user at work; whoever may not import into the brand is refused.
-- in: job_id, brand_id, filename, mode; out: nothing that is read
SELECT start_import(
    brand_id => CAST(:brand_id AS uuid), filename => :filename, mode => :mode, job_id => CAST(:job_id AS uuid)
)
