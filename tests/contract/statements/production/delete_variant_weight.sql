-- Remove the weights that variants lose.
-- in: nothing; out: removes from variant_weight.
DELETE FROM variant_weight AS owned
USING changes AS change
WHERE
    owned.variant_id = change.variant_id
    AND change.target = 'weight'
    AND change.given IS NULL
    AND change.staging_variant_id IS NOT NULL
