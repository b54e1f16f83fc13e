SELECT '$name ' || CAST(owned AS text) FROM $table AS owned
WHERE owned.variant_id IN (SELECT variant.id FROM variant)
