-- Find attributes of one row that the brand's mappings make the same.
-- in: job_id; out: adds to differences.
INSERT INTO differences (staging_product_id, staging_variant_id, row_number, target, "position", code)
SELECT
    repeated.staging_product_id,
    repeated.staging_variant_id,
    repeated.row_number,
    'attribute',
    repeated.sort_order,
    'attribute.repeated'
FROM (
    SELECT
        matched.staging_product_id,
        matched.staging_variant_id,
        matched.row_number,
        staged.sort_order,
        count(*) OVER (PARTITION BY matched.staging_variant_id, attribute.entity_id) AS uses
    FROM staging_variant_attributes AS staged
    INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
    INNER JOIN staged_names AS attribute
        ON attribute.kind = 'attribute' AND attribute.name_key = staged.attribute_key
    WHERE
        staged.job_id = CAST(:job_id AS uuid)
        AND attribute.entity_id IN (
            SELECT spelled.entity_id FROM staged_names AS spelled
            WHERE spelled.kind = 'attribute' AND spelled.entity_id IS NOT NULL
            GROUP BY spelled.entity_id
            HAVING count(*) > 1
        )
) AS repeated
WHERE repeated.uses > 1
