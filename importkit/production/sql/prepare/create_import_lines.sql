-- Make room for the rows of the sheet that may commit, image-only rows included.
-- in: nothing; out: an empty temporary table. `has_handle` tells rows that carry the handle themselves.
CREATE TEMPORARY TABLE import_lines (
    row_number integer PRIMARY KEY,
    staging_product_id uuid NOT NULL,
    staging_variant_id uuid,
    has_handle boolean NOT NULL
) ON COMMIT DROP
