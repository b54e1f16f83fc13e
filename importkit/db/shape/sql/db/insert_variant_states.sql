-- Read what the traced variants hold of their own that are changed.
-- in: moment; out: adds to entity_states.
INSERT INTO entity_states (entity_id, moment, state)
SELECT
    variant.id,
    CAST(:moment AS text),
    jsonb_strip_nulls(jsonb_build_object(
        'sku', variant.sku,
        'barcode', CASE
            WHEN coalesce(variant.barcode, variant.barcode_key) IS NOT NULL
                THEN jsonb_build_array(variant.barcode, variant.barcode_key)
        END,
        'name', variant.name,
        'description', variant.description,
        'image_path', variant.image_path,
        'weight', CASE WHEN weight.variant_id IS NOT NULL THEN jsonb_build_array(weight.weight, weight.weight_unit) END,
        'carbon_kg_co2e', environment.carbon_kg_co2e,
        'water_liters', environment.water_liters,
        $lists
    ))
    $places
FROM traced_entities AS traced
INNER JOIN product_variants AS variant ON variant.id = traced.entity_id
LEFT JOIN variant_weight AS weight ON weight.variant_id = variant.id
LEFT JOIN variant_environment AS environment ON environment.variant_id = variant.id
WHERE traced.kind = 'variant' AND NOT traced.is_created
