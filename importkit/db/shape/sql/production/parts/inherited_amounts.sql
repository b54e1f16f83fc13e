UNION ALL
SELECT
    owned.product_id,
    '$field',
    0,
    string_agg(
        entity.name || coalesce(': ' || trim_scale(owned.$amount) || '%', ''), chr(30) ORDER BY entity.name
    )
FROM $product_table AS owned
INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
WHERE owned.product_id IN (SELECT owner.id FROM owner)
GROUP BY owned.product_id
