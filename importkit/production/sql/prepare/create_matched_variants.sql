-- Make room for what each staged variant is in production.
-- in: nothing; out: an empty temporary table. The two owners are the products that hold the row's SKU and
-- barcode already.
CREATE TEMPORARY TABLE matched_variants (
    staging_variant_id uuid PRIMARY KEY,
    staging_product_id uuid NOT NULL,
    row_number integer NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    is_existing boolean NOT NULL,
    product_is_existing boolean NOT NULL,
    sku_owner_id uuid,
    barcode_owner_id uuid,
    is_changed boolean NOT NULL DEFAULT false
) ON COMMIT DROP
