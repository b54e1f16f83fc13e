-- Compare the materials of existing products with the rows that give them, as whole lists with percentages.
-- in: job_id; out: adds to differences. Names that a mapping makes the same add up.
INSERT INTO differences (staging_product_id, row_number, target, code, stored)
WITH item AS (
    SELECT
        matched.staging_product_id,
        matched.row_number,
        matched.product_id,
        name.entity_id,
        sum(staged.percentage) AS percentage
    FROM matched_products AS matched
    INNER JOIN staging_product_materials AS staged ON staged.staging_product_id = matched.staging_product_id
    LEFT JOIN staged_names AS name ON name.kind = 'material' AND name.name_key = staged.material_key
    WHERE staged.job_id = CAST(:job_id AS uuid) AND matched.is_existing
    GROUP BY matched.staging_product_id, matched.row_number, matched.product_id, name.entity_id
),

given AS (
    SELECT
        staging_product_id,
        row_number,
        product_id,
        array_agg(entity_id || ' ' || coalesce(CAST(percentage AS text), '') ORDER BY entity_id) AS entities
    FROM item
    GROUP BY staging_product_id, row_number, product_id
),

stored AS (
    SELECT
        owned.product_id,
        array_agg(
            owned.brand_material_id || ' ' || coalesce(CAST(owned.percentage AS text), '')
            ORDER BY owned.brand_material_id
        ) AS entities,
        string_agg(
            entity.name || coalesce(': ' || trim_scale(owned.percentage) || '%', ''), ' | ' ORDER BY entity.name_key
        ) AS names
    FROM product_materials AS owned
    INNER JOIN brand_materials AS entity ON entity.id = owned.brand_material_id
    WHERE owned.product_id IN (SELECT given.product_id FROM given)
    GROUP BY owned.product_id
)

SELECT given.staging_product_id, given.row_number, 'materials', 'product.exists', stored.names
FROM given
LEFT JOIN stored ON stored.product_id = given.product_id
WHERE given.entities IS DISTINCT FROM stored.entities
