-- Make room for the values that enriching changes, one by one.
-- in: nothing; out: an empty temporary table. `staging_variant_id` is NULL for values of the product, `position`
-- is the place of a journey step; `stored` and `given` are texts for people, NULL for none, with chr(30) between the
-- items of a list; `given_id` is the category, or the catalog's entity that is there or will be. Rows that say the
-- same of one product each have a line.
CREATE TEMPORARY TABLE changes (
    staging_product_id uuid NOT NULL,
    staging_variant_id uuid,
    row_number integer NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid,
    target text NOT NULL,
    "position" integer NOT NULL DEFAULT 0,
    stored text,
    given text,
    given_id uuid
) ON COMMIT DROP
