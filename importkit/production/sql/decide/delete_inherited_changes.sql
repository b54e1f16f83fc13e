-- Leave out what variants have from their products anyway, when they have nothing of their own in its place.
-- in: nothing; out: removes from changes. Of a record or a journey, either all that a row gives is the product's, or
-- all of it is the variant's own.
WITH compared AS (
    SELECT
        change.variant_id,
        change.target,
        CASE WHEN change.target IN ('carbon_kg_co2e', 'water_liters') THEN 'environment' ELSE change.target END AS whole,
        CASE
            WHEN change.target = 'weight'
                THEN
                    CAST(split_part(change.given, ' ', 1) AS numeric) * CASE split_part(change.given, ' ', 2)
                        WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
                    END
                    = CAST(split_part(inherited.after, ' ', 1) AS numeric) * CASE split_part(inherited.after, ' ', 2)
                        WHEN 'kg' THEN 1000 WHEN 'oz' THEN 28.349523125 WHEN 'lb' THEN 453.59237 ELSE 1
                    END
            ELSE change.given = inherited.after
        END AS is_equal
    FROM changes AS change
    INNER JOIN inherited_values AS inherited
        ON
            inherited.variant_id = change.variant_id
            AND inherited.target = change.target
            AND inherited."position" = change."position"
    WHERE change.staging_variant_id IS NOT NULL AND NOT inherited.has_own
),

equal AS (
    SELECT compared.variant_id, compared.whole
    FROM compared
    GROUP BY compared.variant_id, compared.whole
    HAVING bool_and(compared.is_equal IS TRUE)
)

DELETE FROM changes AS change
USING equal
WHERE
    change.staging_variant_id IS NOT NULL
    AND change.variant_id = equal.variant_id
    AND equal.whole
    = CASE WHEN change.target IN ('carbon_kg_co2e', 'water_liters') THEN 'environment' ELSE change.target END
