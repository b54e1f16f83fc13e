-- Make room for what a row says differently from production.
-- in: nothing; out: an empty temporary table. `code` is the finding it makes; it is NULL where the row is a
-- new variant of an existing product, which may differ from it: that is an override.
CREATE TEMPORARY TABLE differences (
    staging_product_id uuid NOT NULL,
    staging_variant_id uuid,
    row_number integer NOT NULL,
    target text NOT NULL,
    "position" integer NOT NULL DEFAULT 0,
    code text,
    stored text,
    other_handle text,
    other_rows text
) ON COMMIT DROP
