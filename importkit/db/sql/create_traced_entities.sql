-- Make room for the products and variants that a job created or changed.
-- in: nothing; out: an empty temporary table.
CREATE TEMPORARY TABLE traced_entities (
    entity_id uuid PRIMARY KEY,
    kind text NOT NULL,
    is_created boolean NOT NULL
) ON COMMIT DROP
