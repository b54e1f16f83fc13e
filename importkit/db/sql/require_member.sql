-- Raise unless whoever asks may change the brand's catalog; viewers only look.
-- in: brand_id; out: nothing.
SELECT require_member(CAST(:brand_id AS uuid))
