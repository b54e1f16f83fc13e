-- Note the products and variants that a job created, each with a digest of all that it holds: any later edit changes
-- it, by whatever way it came, and taking that edit back brings it back.
-- in: job_id; out: adds to import_journal.
INSERT INTO import_journal (job_id, entity_id, kind, digest)
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
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 3)
    FROM created
    INNER JOIN product_weight AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 10)
    FROM created
    INNER JOIN variant_weight AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 4)
    FROM created
    INNER JOIN product_environment AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 11)
    FROM created
    INNER JOIN variant_environment AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 2)
    FROM created
    INNER JOIN product_tags AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 5)
    FROM created
    INNER JOIN product_materials AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 12)
    FROM created
    INNER JOIN variant_materials AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 6)
    FROM created
    INNER JOIN product_journey_steps AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 13)
    FROM created
    INNER JOIN variant_journey_steps AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
    UNION ALL
    SELECT owned.product_id, created.kind, hash_record_extended(owned, 7)
    FROM created
    INNER JOIN product_eco_claims AS owned ON owned.product_id = created.entity_id
    WHERE created.kind = 'product'
    UNION ALL
    SELECT owned.variant_id, created.kind, hash_record_extended(owned, 14)
    FROM created
    INNER JOIN variant_eco_claims AS owned ON owned.variant_id = created.entity_id
    WHERE created.kind = 'variant'
)
SELECT CAST(:job_id AS uuid), entity_id, kind, bit_xor(hash)
FROM part
GROUP BY entity_id, kind
