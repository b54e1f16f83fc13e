-- Read the names by which the values of a journal are known.
-- in: ids; out: a row for each that is still there.
SELECT
    CAST(known.id AS text) AS id,
    known.name
FROM (
    SELECT id, 'category' AS kind, path AS name FROM taxonomy_categories
    UNION ALL
    SELECT id, 'manufacturer', name FROM brand_manufacturers
    UNION ALL
    SELECT id, 'season', name FROM brand_seasons
    UNION ALL
    SELECT id, 'tag', name FROM brand_tags
    UNION ALL
    SELECT id, 'material', name FROM brand_materials
    UNION ALL
    SELECT id, 'facility', name FROM brand_facilities
    UNION ALL
    SELECT id, 'eco_claim', name FROM brand_eco_claims
) AS known
WHERE known.id = ANY(CAST(:ids AS uuid []))
