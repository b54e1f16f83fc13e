-- Put the materials of variants back.
-- in: nothing; out: adds to variant_materials.
INSERT INTO variant_materials (variant_id, brand_material_id, percentage)
SELECT item.entity_id, CAST(former.pair ->> 0 AS uuid), CAST(former.pair ->> 1 AS numeric)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements(item.stored) AS former (pair)
WHERE item.kind = 'variant' AND item.target = 'materials' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
