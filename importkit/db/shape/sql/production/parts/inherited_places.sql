UNION ALL
SELECT owned.product_id, '$field', owned.$place, string_agg(entity.name, chr(30) ORDER BY entity.name)
FROM $product_table AS owned
INNER JOIN $entity_table AS entity ON entity.id = owned.$entity_id
WHERE owned.product_id IN (SELECT owner.id FROM owner)
GROUP BY owned.product_id, owned.$place
