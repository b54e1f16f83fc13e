-- Map a spelling to what it means, in place of what it was mapped to before, in the name of the user at work.
-- in: brand_id, kind, attribute_id, raw_name, raw_key, entity_id; out: nothing that is read
SELECT map_value(
    brand_id => CAST(:brand_id AS uuid), kind => :kind, raw_name => :raw_name, raw_key => :raw_key,
    entity_id => CAST(:entity_id AS uuid), attribute_id => CAST(:attribute_id AS uuid)
)
