-- Remove the attribute values that can go.
-- in: nothing; out: removes from brand_attribute_values.
DELETE FROM brand_attribute_values AS name
USING undo_items AS item
WHERE item.entity_id = name.id AND item.kind = 'attribute_value' AND item.outcome = 'reversed'
