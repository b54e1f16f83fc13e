-- Make room for the rows of the sheet that may commit, image-only rows included.
-- in: nothing; out: an empty temporary table.
CREATE TEMPORARY TABLE import_lines (
    row_number integer PRIMARY KEY,
    staging_product_id uuid NOT NULL,
    staging_variant_id uuid
) ON COMMIT DROP
