-- Gather the distinct attributes of the variants that may commit; the first spelling wins.
-- in: job_id; out: adds to staged_names.
INSERT INTO staged_names (kind, name_key, name, row_number, "position")
SELECT DISTINCT ON (spelled.name_key)
    'attribute', spelled.name_key, spelled.name, spelled.row_number, spelled."position"
FROM (
    SELECT
        staged.attribute_key AS name_key,
        staged.attribute_name AS name,
        staged.sort_order AS "position",
        min(variant.row_number) AS row_number
    FROM staging_variant_attributes AS staged
    INNER JOIN matched_variants AS variant ON variant.staging_variant_id = staged.staging_variant_id
    INNER JOIN matched_products AS owner ON owner.staging_product_id = variant.staging_product_id
    WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed
    GROUP BY staged.attribute_key, staged.attribute_name, staged.sort_order
) AS spelled
ORDER BY spelled.name_key, spelled.row_number, spelled."position", spelled.name
