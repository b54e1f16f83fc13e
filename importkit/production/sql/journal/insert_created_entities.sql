-- Name the products and variants that an import has created.
-- in: nothing but what the commit matched; out: adds to traced_entities.
INSERT INTO traced_entities (entity_id, kind, is_created)
SELECT matched.product_id, 'product', true
FROM matched_products AS matched
WHERE NOT matched.is_existing AND NOT matched.is_failed
UNION ALL
SELECT matched.variant_id, 'variant', true
FROM matched_variants AS matched
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
WHERE NOT matched.is_existing AND NOT owner.is_failed
