-- Remove the names at those places of the journey steps of products that go back to their former ones.
-- in: nothing; out: removes from product_journey_steps.
DELETE FROM product_journey_steps AS owned
USING undo_items AS item
WHERE
    item.entity_id = owned.product_id
    AND item.kind = 'product'
    AND item.target = 'step_' || owned.sort_index
    AND item.outcome = 'reversed'
