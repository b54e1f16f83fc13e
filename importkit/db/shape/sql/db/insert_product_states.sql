-- Read what the traced products hold that are changed.
-- in: moment; out: adds to entity_states.
INSERT INTO entity_states (entity_id, moment, state)
SELECT
    product.id,
    CAST(:moment AS text),
    jsonb_strip_nulls(jsonb_build_object(
        'name', product.name,
        'description', product.description,
        'image_path', product.image_path,
        'manufacturer', product.manufacturer_id,
        'category', product.category_id,
        'season', product.season_id,
        'last_import_job_id', product.last_import_job_id,
        'weight', CASE WHEN weight.product_id IS NOT NULL THEN jsonb_build_array(weight.weight, weight.weight_unit) END,
        'carbon_kg_co2e', environment.carbon_kg_co2e,
        'water_liters', environment.water_liters,
        $lists
    ))
    $places
FROM traced_entities AS traced
INNER JOIN products AS product ON product.id = traced.entity_id
LEFT JOIN product_weight AS weight ON weight.product_id = product.id
LEFT JOIN product_environment AS environment ON environment.product_id = product.id
WHERE traced.kind = 'product' AND NOT traced.is_created
