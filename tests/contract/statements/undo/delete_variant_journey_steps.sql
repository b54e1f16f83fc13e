-- Remove the names at those places of the journey steps of variants that go back to their former ones.
-- in: nothing; out: removes from variant_journey_steps.
DELETE FROM variant_journey_steps AS owned
USING undo_items AS item
WHERE
    item.entity_id = owned.variant_id
    AND item.kind = 'variant'
    AND item.target = 'step_' || owned.sort_index
    AND item.outcome = 'reversed'
