-- Put the weights of products back.
-- in: nothing; out: adds to product_weight.
INSERT INTO product_weight (product_id, weight, weight_unit)
SELECT item.entity_id, CAST(item.stored ->> 0 AS numeric), item.stored ->> 1
FROM undo_items AS item
WHERE item.kind = 'product' AND item.target = 'weight' AND item.outcome = 'reversed' AND item.stored <> 'null'
