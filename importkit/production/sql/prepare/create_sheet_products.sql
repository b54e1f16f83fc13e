-- Make room for the product that every group of a sheet that enriches speaks of, groups that fail already included.
-- in: nothing; out: an empty temporary table. `handle_product_id` is the product that has the group's handle,
-- `product_id` that one, else the product of the group's first variant.
CREATE TEMPORARY TABLE sheet_products (
    staging_product_id uuid PRIMARY KEY,
    row_number integer NOT NULL,
    is_pending boolean NOT NULL,
    handle_key text COLLATE "C",
    handle_product_id uuid,
    product_id uuid
) ON COMMIT DROP
