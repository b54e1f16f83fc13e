-- Tell what the names, mappings and categories are like that a brand's sheets are read with.
-- in: brand_id, until; out: one row: the moment, a digest of everything, and one without the names that were made
-- after `until`. Each row gives a hash, seeded by its table, and their order does not matter.
WITH part (hash, created_at) AS (
    SELECT hash_record_extended(ROW(id, path), 1), CAST(NULL AS timestamp with time zone)
    FROM taxonomy_categories
    UNION ALL
    SELECT hash_record_extended(ROW(kind, attribute_id, raw_key, entity_id), 2), NULL
    FROM value_mappings WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, attribute_id, name, name_key), 3), created_at
    FROM brand_attribute_values WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 4), created_at
    FROM brand_manufacturers WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 5), created_at
    FROM brand_seasons WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 6), created_at
    FROM brand_tags WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 7), created_at
    FROM brand_attributes WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 8), created_at
    FROM brand_materials WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 9), created_at
    FROM brand_facilities WHERE brand_id = CAST(:brand_id AS uuid)
    UNION ALL
    SELECT hash_record_extended(ROW(id, name, name_key), 10), created_at
    FROM brand_eco_claims WHERE brand_id = CAST(:brand_id AS uuid)
)

SELECT
    clock_timestamp() AS taken_at,
    count(*) || ' ' || coalesce(sum(hash), 0) AS whole,
    count(*) FILTER (WHERE created_at IS NULL OR created_at <= :until)
    || ' ' || coalesce(sum(hash) FILTER (WHERE created_at IS NULL OR created_at <= :until), 0) AS until_then
FROM part
