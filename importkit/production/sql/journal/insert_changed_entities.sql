-- Name the products and variants that an import is about to change.
-- in: nothing but what the commit found to change; out: adds to traced_entities.
INSERT INTO traced_entities (entity_id, kind, is_created)
SELECT DISTINCT change.product_id, 'product', false
FROM changes AS change
WHERE change.staging_variant_id IS NULL
UNION ALL
SELECT DISTINCT change.variant_id, 'variant', false
FROM changes AS change
WHERE change.staging_variant_id IS NOT NULL
