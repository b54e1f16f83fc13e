-- Put the names at places of the journey steps of variants back.
-- in: nothing; out: adds to variant_journey_steps.
INSERT INTO variant_journey_steps (variant_id, sort_index, facility_id, step_type)
SELECT item.entity_id, CAST(substr(item.target, 6) AS integer), CAST(former.pair ->> 0 AS uuid), former.pair ->> 1
FROM undo_items AS item
CROSS JOIN LATERAL jsonb_array_elements(item.stored) AS former (pair)
WHERE
    item.kind = 'variant'
    AND starts_with(item.target, 'step_')
    AND item.outcome = 'reversed'
    AND jsonb_typeof(item.stored) = 'array'
