-- Make room for a digest of all that each created product and variant holds.
-- in: nothing; out: an empty temporary table.
CREATE TEMPORARY TABLE entity_digests (
    entity_id uuid PRIMARY KEY,
    digest bigint NOT NULL
) ON COMMIT DROP
