-- Forget what a spelling was mapped to, in the name of the user at work.
-- in: brand_id, kind, attribute_id, raw_key; out: false when it was not mapped
SELECT unmap_value(
    brand_id => CAST(:brand_id AS uuid), kind => :kind, raw_key => :raw_key, attribute_id => CAST(:attribute_id AS uuid)
)
