-- Make room for what an enriching sheet says of attributes, to compare it with what is stored.
-- in: nothing; out: an empty temporary table. `name_key` is NULL where a row gives a value without a name.
CREATE TEMPORARY TABLE given_attributes (
    staging_variant_id uuid NOT NULL,
    row_number integer NOT NULL,
    sort_order integer NOT NULL,
    column_name text NOT NULL,
    name_key text COLLATE "C",
    value_key text COLLATE "C" NOT NULL
) ON COMMIT DROP
