-- Tell what the products that the sheet speaks of are like: what each row was matched with, these products, all
-- of their variants, and everything that belongs to either.
-- in: nothing; out: one text, another one as soon as one of these rows is. Who changed them and when says nothing.
-- Each row gives a hash, seeded by its table; a sum needs no order, so hundreds of thousands of rows need no sorting.
WITH touched AS MATERIALIZED (
    SELECT DISTINCT product_id FROM matched_products WHERE is_existing
),

variant AS MATERIALIZED (
    SELECT
        owned.id,
        hash_record_extended(
            ROW(
                owned.id,
                $variant_columns
            ), 8
        ) AS hash
    FROM product_variants AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
),

part (hash) AS (
    SELECT hash_record_extended(ROW(row_number, product_id), 101) FROM matched_products WHERE is_existing
    UNION ALL
    SELECT
        hash_record_extended(
            ROW(row_number, CASE WHEN is_existing THEN variant_id END, sku_owner_id, barcode_owner_id), 102
        )
    FROM matched_variants
    UNION ALL
    SELECT
        hash_record_extended(
            ROW(
                owned.id,
                $product_columns
            ), 1
        )
    FROM products AS owned
    WHERE owned.id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT variant.hash FROM variant
    UNION ALL
    SELECT hash_record_extended(owned, 9) FROM product_variant_attributes AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    $owned_rows
)

SELECT count(*) || ' ' || coalesce(sum(hash), 0) FROM part
