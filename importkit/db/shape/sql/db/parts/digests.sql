-- Each row gives a hash, seeded by its table, and their order does not matter.
WITH created AS (
    SELECT entity_id, kind FROM traced_entities
    WHERE is_created
),

part AS (
    SELECT
        owned.id AS entity_id,
        created.kind,
        hash_record_extended(
            ROW(
                owned.brand_id, owned.product_handle, owned.handle_key, owned.name, owned.description, owned.image_path,
                owned.manufacturer_id, owned.category_id, owned.season_id, owned.status, owned.last_import_job_id
            ), 1
        ) AS hash
    FROM created
    INNER JOIN products AS owned ON owned.id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT
        owned.id,
        created.kind,
        hash_record_extended(
            ROW(
                owned.brand_id, owned.product_id, owned.barcode, owned.barcode_key, owned.sku, owned.name,
                owned.description, owned.image_path
            ), 8
        )
    FROM created
    INNER JOIN product_variants AS owned ON owned.id = created.entity_id
    WHERE created.kind = 'variant'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 9)
    FROM created
    INNER JOIN product_variant_attributes AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
    $parts
)
