-- Gather the distinct facilities of the products and variants that may commit; the first spelling wins.
-- in: job_id; out: adds to staged_names.
INSERT INTO staged_names (kind, name_key, name, row_number, "position")
SELECT DISTINCT ON (spelled.name_key)
    'facility', spelled.name_key, spelled.name, spelled.row_number, spelled."position"
FROM (
    SELECT staged.facility_key AS name_key, staged.facility_name AS name, staged.sort_index AS "position", min(owner.row_number) AS row_number
    FROM staging_product_journey_steps AS staged
    INNER JOIN matched_products AS owner ON owner.staging_product_id = staged.staging_product_id
    WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed
    GROUP BY staged.facility_key, staged.facility_name, staged.sort_index
    UNION ALL
    SELECT staged.facility_key AS name_key, staged.facility_name AS name, staged.sort_index AS "position", min(variant.row_number) AS row_number
    FROM staging_variant_journey_steps AS staged
    INNER JOIN matched_variants AS variant ON variant.staging_variant_id = staged.staging_variant_id
    INNER JOIN matched_products AS owner ON owner.staging_product_id = variant.staging_product_id
    WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed
    GROUP BY staged.facility_key, staged.facility_name, staged.sort_index
) AS spelled
ORDER BY spelled.name_key, spelled.row_number, spelled."position", spelled.name
