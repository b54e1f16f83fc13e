SELECT hash_record_extended(owned, $seed) FROM $table AS owned
WHERE owned.product_id IN (SELECT touched.product_id FROM touched)
