-- Make room for the names that the brand's catalog has.
-- in: nothing; out: an empty temporary table. `attribute_id` is set for attribute values.
CREATE TEMPORARY TABLE catalog_names (
    entity_id uuid PRIMARY KEY,
    kind text NOT NULL,
    attribute_id uuid,
    name text NOT NULL,
    name_key text COLLATE "C" NOT NULL
) ON COMMIT DROP
