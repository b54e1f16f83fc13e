SELECT '$name ' || CAST(owned AS text) FROM $table AS owned
WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
