SELECT staged.${kind}_key AS name_key, staged.${kind}_name AS name, $at AS "position", min(variant.row_number) AS row_number
FROM $staging AS staged
INNER JOIN matched_variants AS variant ON variant.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = variant.staging_product_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed
GROUP BY staged.${kind}_key, staged.${kind}_name$by_place
