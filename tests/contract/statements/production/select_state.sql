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
                owned.brand_id, owned.product_id, owned.barcode, owned.barcode_key, owned.sku, owned.name,
                owned.description, owned.image_path
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
                owned.brand_id, owned.product_handle, owned.handle_key, owned.name, owned.description, owned.image_path,
                owned.manufacturer_id, owned.category_id, owned.season_id, owned.status
            ), 1
        )
    FROM products AS owned
    WHERE owned.id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT variant.hash FROM variant
    UNION ALL
    SELECT hash_record_extended(owned, 9) FROM product_variant_attributes AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    UNION ALL
    SELECT hash_record_extended(owned, 3) FROM product_weight AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 10) FROM variant_weight AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    UNION ALL
    SELECT hash_record_extended(owned, 4) FROM product_environment AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 11) FROM variant_environment AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    UNION ALL
    SELECT hash_record_extended(owned, 2) FROM product_tags AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 5) FROM product_materials AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 12) FROM variant_materials AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    UNION ALL
    SELECT hash_record_extended(owned, 6) FROM product_journey_steps AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 13) FROM variant_journey_steps AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    UNION ALL
    SELECT hash_record_extended(owned, 7) FROM product_eco_claims AS owned
    WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT hash_record_extended(owned, 14) FROM variant_eco_claims AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
)

SELECT count(*) || ' ' || coalesce(sum(hash), 0) FROM part
