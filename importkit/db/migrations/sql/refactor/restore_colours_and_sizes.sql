-- Colours and sizes of the staged variants that are still there.
UPDATE staging_product_variants AS v SET color_id = backup.color_id, size_id = backup.size_id
FROM backup WHERE backup.staging_id = v.staging_id;
