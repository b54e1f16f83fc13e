-- Read what stays, and why, in the order of products, variants and names.
-- in: nothing; out: a row for each.
SELECT
    item.kind,
    coalesce(product.product_handle, owner.product_handle) AS product_handle,
    variant.sku,
    variant.barcode,
    name.name,
    item.target,
    item.reason
FROM undo_items AS item
LEFT JOIN products AS product ON item.kind = 'product' AND product.id = item.entity_id
LEFT JOIN product_variants AS variant ON item.kind = 'variant' AND variant.id = item.entity_id
LEFT JOIN products AS owner ON owner.id = variant.product_id
LEFT JOIN (
    SELECT named_value.id, 'attribute_value' AS kind, attribute.name || ': ' || named_value.name AS name
    FROM brand_attribute_values AS named_value
    INNER JOIN brand_attributes AS attribute ON attribute.id = named_value.attribute_id
    UNION ALL
    SELECT id, 'manufacturer', name FROM brand_manufacturers
    UNION ALL
    SELECT id, 'season', name FROM brand_seasons
    UNION ALL
    SELECT id, 'tag', name FROM brand_tags
    UNION ALL
    SELECT id, 'attribute', name FROM brand_attributes
    UNION ALL
    SELECT id, 'material', name FROM brand_materials
    UNION ALL
    SELECT id, 'facility', name FROM brand_facilities
    UNION ALL
    SELECT id, 'eco_claim', name FROM brand_eco_claims
) AS name ON name.kind = item.kind AND name.id = item.entity_id
WHERE item.outcome = 'kept' AND item.target <> 'last_import_job_id'
ORDER BY
    CASE item.kind WHEN 'product' THEN 0 WHEN 'variant' THEN 1 ELSE 2 END,
    item.kind,
    2,
    item.entity_id,
    item.target
