-- Keep the traced variants from being edited until the transaction ends.
-- in: nothing; out: how many there are. In the order of their ids, so that two transactions never wait for each other.
SELECT count(*)
FROM (
    SELECT variant.id
    FROM product_variants AS variant
    WHERE
        variant.id IN (
            SELECT traced.entity_id FROM traced_entities AS traced
            WHERE traced.kind = 'variant'
        )
    ORDER BY variant.id
    FOR UPDATE
) AS held
