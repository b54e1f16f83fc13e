-- Put the tags of products back.
-- in: nothing; out: adds to product_tags.
INSERT INTO product_tags (product_id, tag_id)
SELECT item.entity_id, CAST(former.id AS uuid)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements_text(item.stored) AS former (id)
WHERE item.kind = 'product' AND item.target = 'tags' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
