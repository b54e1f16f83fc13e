-- Make room for what each staged product is in production.
-- in: nothing; out: an empty temporary table. `is_failed` is set by conflicts and
-- `is_changed` by what enriching changes, later.
CREATE TEMPORARY TABLE matched_products (
    staging_product_id uuid PRIMARY KEY,
    row_number integer NOT NULL,
    product_id uuid NOT NULL,
    is_existing boolean NOT NULL,
    is_failed boolean NOT NULL DEFAULT false,
    is_changed boolean NOT NULL DEFAULT false
) ON COMMIT DROP
