-- Put the weights of variants back.
-- in: nothing; out: adds to variant_weight.
INSERT INTO variant_weight (variant_id, weight, weight_unit)
SELECT item.entity_id, CAST(item.stored ->> 0 AS numeric), item.stored ->> 1
FROM undo_items AS item
WHERE item.kind = 'variant' AND item.target = 'weight' AND item.outcome = 'reversed' AND item.stored <> 'null'
