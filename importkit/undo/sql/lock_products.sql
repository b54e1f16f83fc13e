-- Keep the traced products from being edited until the transaction ends.
-- in: nothing; out: how many there are. In the order of their ids, so that two transactions never wait for each other.
SELECT count(*)
FROM (
    SELECT product.id
    FROM products AS product
    WHERE
        product.id IN (
            SELECT traced.entity_id FROM traced_entities AS traced
            WHERE traced.kind = 'product'
        )
    ORDER BY product.id
    FOR UPDATE
) AS held
