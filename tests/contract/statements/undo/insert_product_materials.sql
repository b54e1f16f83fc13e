-- Put the materials of products back.
-- in: nothing; out: adds to product_materials.
INSERT INTO product_materials (product_id, brand_material_id, percentage)
SELECT item.entity_id, CAST(former.pair ->> 0 AS uuid), CAST(former.pair ->> 1 AS numeric)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements(item.stored) AS former (pair)
WHERE item.kind = 'product' AND item.target = 'materials' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
