$field AS (
    SELECT
        staged.staging_product_id,
        string_agg(
            DISTINCT coalesce(CAST(name.entity_id AS text), staged.${kind}_key), chr(31)
            ORDER BY coalesce(CAST(name.entity_id AS text), staged.${kind}_key)
        ) AS content
    FROM $staging AS staged
    LEFT JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
    WHERE staged.job_id = CAST(:job_id AS uuid)
    GROUP BY staged.staging_product_id
),

