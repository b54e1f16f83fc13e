-- Make room for the distinct names that the staged products use, with the cell that uses each first.
-- in: nothing; out: an empty temporary table. `attribute_key` is set for attribute values, `position` tells
-- columns of one kind apart, `entity_id` is NULL while the catalog lacks the name, `new_id` is what it
-- would get.
CREATE TEMPORARY TABLE staged_names (
    kind text NOT NULL,
    attribute_key text COLLATE "C" NOT NULL DEFAULT '',
    name_key text COLLATE "C" NOT NULL,
    name text NOT NULL,
    row_number integer NOT NULL,
    "position" integer NOT NULL DEFAULT 0,
    attribute_id uuid,
    entity_id uuid,
    new_id uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (kind, attribute_key, name_key)
) ON COMMIT DROP
