-- Find groups of one product that say different things of it, in what only products have.
-- in: job_id; out: adds to differences. Groups that fail already have their say too.
INSERT INTO differences (staging_product_id, row_number, target, code, other_handle)
WITH shared AS (
    SELECT product_id
    FROM sheet_products
    WHERE product_id IS NOT NULL
    GROUP BY product_id
    HAVING count(*) > 1
),

tags AS (
    SELECT
        staged.staging_product_id,
        string_agg(
            DISTINCT coalesce(CAST(name.entity_id AS text), staged.tag_key), chr(31)
            ORDER BY coalesce(CAST(name.entity_id AS text), staged.tag_key)
        ) AS content
    FROM staging_product_tags AS staged
    LEFT JOIN staged_names AS name ON name.kind = 'tag' AND name.name_key = staged.tag_key
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_product_id
),

said AS (
    SELECT
        owner.staging_product_id,
        owner.row_number,
        owner.is_pending,
        owner.product_id,
        value.target,
        min(value.content) OVER (PARTITION BY owner.product_id, value.target) AS least,
        max(value.content) OVER (PARTITION BY owner.product_id, value.target) AS greatest,
        bool_or(value.is_cleared) OVER (PARTITION BY owner.product_id, value.target) AS is_cleared,
        bool_and(value.is_cleared) OVER (PARTITION BY owner.product_id, value.target) AS is_only_cleared
    FROM sheet_products AS owner
    INNER JOIN shared ON shared.product_id = owner.product_id
    INNER JOIN staging_products AS staged ON staged.staging_id = owner.staging_product_id
    LEFT JOIN staged_names AS manufacturer
        ON manufacturer.kind = 'manufacturer' AND manufacturer.name_key = staged.manufacturer_key
    LEFT JOIN staged_names AS season ON season.kind = 'season' AND season.name_key = staged.season_key
    LEFT JOIN tags ON tags.staging_product_id = owner.staging_product_id
    CROSS JOIN LATERAL (
        VALUES
        ('tags', tags.content),
        ('manufacturer', coalesce(CAST(manufacturer.entity_id AS text), staged.manufacturer_key)),
        ('category', staged.category_path),
        ('season', coalesce(CAST(season.entity_id AS text), staged.season_key))
    ) AS given (target, content)
    CROSS JOIN LATERAL (
        SELECT
            given.target,
            coalesce(given.target = ANY(staged.cleared), false) AS is_cleared,
            CASE WHEN given.target = ANY(staged.cleared) THEN NULL ELSE given.content END AS content
    ) AS value
    WHERE staged.job_id = CAST(:job_id AS uuid) AND (value.is_cleared OR value.content IS NOT NULL)
)

SELECT
    said.staging_product_id,
    said.row_number,
    said.target,
    'product.conflicting-values',
    product.product_handle
FROM said
INNER JOIN products AS product ON product.id = said.product_id
WHERE said.is_pending AND (said.least <> said.greatest OR said.is_cleared <> said.is_only_cleared)
