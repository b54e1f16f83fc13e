-- Say how a draft is to be read; NULL leaves it as it is.
-- in: draft_id, mode, sheet, hidden_rows; out: nothing that is read.
SELECT change_draft(
    draft_id => CAST(:draft_id AS uuid), mode => :mode, sheet => :sheet, hidden_rows => :hidden_rows
)
