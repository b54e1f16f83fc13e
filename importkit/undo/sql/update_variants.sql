-- Put the single values of variants back; identifiers that were filled are blank again.
-- in: nothing; out: changes product_variants.
UPDATE product_variants AS variant
SET
    sku = CASE WHEN 'sku' = ANY(former.targets) THEN former.state ->> 'sku' ELSE variant.sku END,
    barcode = CASE
        WHEN 'barcode' = ANY(former.targets) THEN former.state -> 'barcode' ->> 0 ELSE variant.barcode
    END,
    barcode_key = CASE
        WHEN 'barcode' = ANY(former.targets) THEN former.state -> 'barcode' ->> 1 ELSE variant.barcode_key
    END,
    name = CASE WHEN 'name' = ANY(former.targets) THEN former.state ->> 'name' ELSE variant.name END,
    description = CASE
        WHEN 'description' = ANY(former.targets) THEN former.state ->> 'description' ELSE variant.description
    END,
    image_path = CASE
        WHEN 'image_path' = ANY(former.targets) THEN former.state ->> 'image_path' ELSE variant.image_path
    END,
    updated_at = now()
FROM (
    SELECT entity_id, array_agg(target) AS targets, jsonb_object_agg(target, stored) AS state
    FROM undo_items
    WHERE kind = 'variant' AND target <> '' AND outcome = 'reversed'
    GROUP BY entity_id
) AS former
WHERE variant.id = former.entity_id
