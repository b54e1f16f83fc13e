-- Remove the environments of variants that nothing is left of.
-- in: nothing; out: removes from variant_environment.
DELETE FROM variant_environment AS owned
USING undo_items AS item
WHERE
    item.entity_id = owned.variant_id
    AND item.target IN ('carbon_kg_co2e', 'water_liters')
    AND item.outcome = 'reversed'
    AND owned.carbon_kg_co2e IS NULL
    AND owned.water_liters IS NULL
