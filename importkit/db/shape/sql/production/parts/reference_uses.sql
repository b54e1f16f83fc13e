SELECT staged.${name}_key AS name_key, staged.${name}_name AS name, 0 AS "position", min(owner.row_number) AS row_number
FROM staging_products AS staged
INNER JOIN matched_products AS owner ON owner.staging_product_id = staged.staging_id
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed AND staged.${name}_key IS NOT NULL
GROUP BY staged.${name}_key, staged.${name}_name
