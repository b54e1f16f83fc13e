-- Put the eco claims of products back.
-- in: nothing; out: adds to product_eco_claims.
INSERT INTO product_eco_claims (product_id, eco_claim_id)
SELECT item.entity_id, CAST(former.id AS uuid)
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements_text(item.stored) AS former (id)
WHERE item.kind = 'product' AND item.target = 'eco_claims' AND item.outcome = 'reversed' AND jsonb_typeof(item.stored) = 'array'
