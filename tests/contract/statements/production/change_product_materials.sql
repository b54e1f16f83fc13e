-- Compare the materials of products with the rows that give or empty them, as whole lists with percentages.
-- in: job_id; out: adds to changes. Names that a mapping makes the same add up.
INSERT INTO changes (staging_product_id, row_number, product_id, target, stored, given)
WITH item AS (
    SELECT
        staged.staging_product_id,
        coalesce(name.entity_id, name.new_id) AS entity_id,
        min(coalesce(catalog.name, name.name)) AS name,
        sum(staged.percentage) AS percentage
    FROM staging_product_materials AS staged
    INNER JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
    LEFT JOIN catalog_names AS catalog ON catalog.entity_id = name.entity_id
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_product_id, coalesce(name.entity_id, name.new_id)
),

given AS (
    SELECT
        staging_product_id,
        array_agg(entity_id || ' ' || coalesce(CAST(percentage AS text), '') ORDER BY entity_id) AS entities,
        string_agg(name || coalesce(': ' || trim_scale(percentage) || '%', ''), chr(30) ORDER BY name) AS names
    FROM item
    GROUP BY staging_product_id
),

told AS (
    SELECT
        matched.*,
        given.entities,
        given.names
    FROM matched_products AS matched
    INNER JOIN staging_products AS staged ON staged.staging_id = matched.staging_product_id
    LEFT JOIN given ON given.staging_product_id = matched.staging_product_id
    WHERE
        staged.job_id = CAST(:job_id AS uuid)
        AND NOT matched.is_failed
        AND (given.staging_product_id IS NOT NULL OR 'materials' = ANY(staged.cleared))
),

stored AS (
    SELECT
        owned.product_id,
        array_agg(
            owned.brand_material_id || ' ' || coalesce(CAST(owned.percentage AS text), '')
            ORDER BY owned.brand_material_id
        ) AS entities,
        string_agg(
            entity.name || coalesce(': ' || trim_scale(owned.percentage) || '%', ''), chr(30) ORDER BY entity.name
        ) AS names
    FROM product_materials AS owned
    INNER JOIN brand_materials AS entity ON entity.id = owned.brand_material_id
    WHERE owned.product_id IN (SELECT told.product_id FROM told)
    GROUP BY owned.product_id
)

SELECT
    matched.staging_product_id,
matched.row_number,
matched.product_id,
    'materials',
    stored.names,
    matched.names
FROM told AS matched
LEFT JOIN stored ON stored.product_id = matched.product_id
WHERE matched.entities IS DISTINCT FROM stored.entities
