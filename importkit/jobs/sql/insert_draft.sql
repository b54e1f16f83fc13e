-- Make a draft in the name of the user at work; whoever may not import into the brand is refused.
-- in: draft_id, brand_id, filename, mode, sheet, hidden_rows, source_job_id; out: nothing that is read.
SELECT create_draft(
    brand_id => CAST(:brand_id AS uuid), draft_id => CAST(:draft_id AS uuid), filename => :filename, mode => :mode,
    sheet => :sheet, hidden_rows => :hidden_rows, source_job_id => CAST(:source_job_id AS uuid)
)
