-- Tell what the products that the sheet speaks of are like: what each row was matched with, these products, all
-- of their variants, and everything that belongs to either.
-- in: nothing; out: one text, another one as soon as one of these rows is. Who changed them and when says nothing;
-- a sum needs no order, so hundreds of thousands of rows need no sorting.
WITH touched AS MATERIALIZED (
    SELECT DISTINCT product_id FROM matched_products WHERE is_existing
),

variant AS MATERIALIZED (
    SELECT
        id,
        CAST(to_jsonb(product_variants) - CAST('{created_at,updated_at}' AS text []) AS text) AS line
    FROM product_variants
    WHERE product_id IN (SELECT touched.product_id FROM touched)
),

content (line) AS (
    SELECT concat_ws(' ', 'row', row_number, product_id) FROM matched_products WHERE is_existing
    UNION ALL
    SELECT
        concat_ws(
            ' ', 'row', row_number, 'variant', CASE WHEN is_existing THEN variant_id END,
            'sku', sku_owner_id, 'barcode', barcode_owner_id
        )
    FROM matched_variants
    UNION ALL
    SELECT CAST(to_jsonb(product) - CAST('{created_at,updated_at,last_import_job_id}' AS text []) AS text)
    FROM products AS product
    WHERE product.id IN (SELECT touched.product_id FROM touched)
    UNION ALL
    SELECT variant.line FROM variant
    UNION ALL
    SELECT 'attributes ' || CAST(owned AS text) FROM product_variant_attributes AS owned
    WHERE owned.variant_id IN (SELECT variant.id FROM variant)
    $owned_lines
)

SELECT count(*) || ' ' || coalesce(sum(hashtextextended(line, 0)), 0) FROM content
