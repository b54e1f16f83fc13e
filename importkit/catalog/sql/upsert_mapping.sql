-- Map a spelling to what it means, in place of what it was mapped to before.
-- in: brand_id, kind, attribute_id, raw_name, raw_key, entity_id, email; out: one row.
INSERT INTO value_mappings (brand_id, kind, attribute_id, raw_name, raw_key, entity_id, created_by)
VALUES (
    CAST(:brand_id AS uuid), :kind, CAST(:attribute_id AS uuid), :raw_name, :raw_key, CAST(:entity_id AS uuid), CAST(:email AS text)
)
ON CONFLICT (brand_id, kind, attribute_id, raw_key) DO UPDATE
SET raw_name = excluded.raw_name, entity_id = excluded.entity_id, created_by = excluded.created_by
