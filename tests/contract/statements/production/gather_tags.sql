-- Gather the distinct tags of the products and variants that may commit; the first spelling wins.
-- in: job_id; out: adds to staged_names.
INSERT INTO staged_names (kind, name_key, name, row_number, "position")
SELECT DISTINCT ON (spelled.name_key)
    'tag', spelled.name_key, spelled.name, spelled.row_number, spelled."position"
FROM (
    SELECT staged.tag_key AS name_key, staged.tag_name AS name, 0 AS "position", min(owner.row_number) AS row_number
    FROM staging_product_tags AS staged
    INNER JOIN matched_products AS owner ON owner.staging_product_id = staged.staging_product_id
    WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT owner.is_failed
    GROUP BY staged.tag_key, staged.tag_name
) AS spelled
ORDER BY spelled.name_key, spelled.row_number, spelled."position", spelled.name
