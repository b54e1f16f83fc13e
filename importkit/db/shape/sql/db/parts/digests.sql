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
                $product_columns
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
                $variant_columns
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
