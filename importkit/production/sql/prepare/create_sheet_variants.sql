-- Make room for what every variant row of a sheet that enriches finds, rows that fail already included: they
-- speak of the same variants, and others must not be taken as if they were not there.
-- in: nothing; out: an empty temporary table. `verdict` is found, missing, or why the identifiers disagree: two
-- (they are those of two variants), sku or barcode (the one that is not its variant's).
CREATE TEMPORARY TABLE sheet_variants (
    staging_variant_id uuid PRIMARY KEY,
    staging_product_id uuid NOT NULL,
    row_number integer NOT NULL,
    is_pending boolean NOT NULL,
    sku text COLLATE "C",
    verdict text NOT NULL,
    variant_id uuid,
    product_id uuid,
    stored text
) ON COMMIT DROP
