SELECT hash_record_extended(owned, $seed) FROM $table AS owned
WHERE owned.variant_id IN (SELECT variant.id FROM variant)
