-- Read the names of one kind that the brand's catalog has; a category's name is its path.
-- in: brand_id, kind, attribute_id (for attribute values); out: a row per name.
SELECT id, name, name_key, attribute_id
FROM brand_attribute_values
WHERE
    CAST(:kind AS text) = 'attribute_value'
    AND brand_id = CAST(:brand_id AS uuid)
    AND attribute_id = CAST(:attribute_id AS uuid)
$names
UNION ALL
SELECT id, path, path_key, NULL
FROM taxonomy_categories WHERE CAST(:kind AS text) = 'category'
ORDER BY name_key
