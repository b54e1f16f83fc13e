-- Tell the variants of which anything changes.
-- in: nothing; out: sets is_changed in matched_variants.
UPDATE matched_variants
SET is_changed = true
WHERE staging_variant_id IN (SELECT change.staging_variant_id FROM changes AS change)
