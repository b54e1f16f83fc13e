-- Tell which of the names that a job created can go: those that nothing refers to, spelled as the job did. One that
-- a later job has replaced stays as long as that can be taken back, which needs it; a job that was taken back in part
-- can be taken back again.
-- in: job_id, kinds; out: adds to undo_items. Products and values are what they stay by now.
INSERT INTO undo_items (entity_id, kind, target, outcome, reason)
WITH name AS (
    SELECT id, brand_id, 'attribute_value' AS kind, attribute_id, name FROM brand_attribute_values
    UNION ALL
    SELECT id, brand_id, 'manufacturer', NULL, name FROM brand_manufacturers
    UNION ALL
    SELECT id, brand_id, 'season', NULL, name FROM brand_seasons
    UNION ALL
    SELECT id, brand_id, 'tag', NULL, name FROM brand_tags
    UNION ALL
    SELECT id, brand_id, 'attribute', NULL, name FROM brand_attributes
    UNION ALL
    SELECT id, brand_id, 'material', NULL, name FROM brand_materials
    UNION ALL
    SELECT id, brand_id, 'facility', NULL, name FROM brand_facilities
    UNION ALL
    SELECT id, brand_id, 'eco_claim', NULL, name FROM brand_eco_claims
),

replaced AS (
    SELECT part.value #>> '{}' AS id, bool_and(later.undone_at IS NOT NULL) AS is_undone
    FROM import_jobs AS job
    INNER JOIN import_jobs AS later ON later.brand_id = job.brand_id AND later.finished_at > job.finished_at
    INNER JOIN import_journal AS noted ON noted.job_id = later.id
    CROSS JOIN LATERAL jsonb_path_query(noted.stored, 'strict $.**') AS part (value)
    WHERE job.id = CAST(:job_id AS uuid) AND jsonb_typeof(part.value) = 'string'
    GROUP BY 1
)

SELECT
    noted.entity_id,
    noted.kind,
    '',
    CASE
        WHEN name.id IS NULL THEN 'nothing'
        WHEN found.is_in_use OR found.is_renamed OR found.is_replaced THEN 'kept'
        ELSE 'reversed'
    END,
    CASE
        WHEN name.id IS NULL THEN NULL
        WHEN found.is_in_use THEN 'in_use'
        WHEN found.is_renamed THEN 'renamed'
        WHEN found.is_replaced AND found.is_undone THEN 'replaced_undone'
        WHEN found.is_replaced THEN 'replaced'
    END
FROM import_journal AS noted
LEFT JOIN name ON name.id = noted.entity_id AND name.kind = noted.kind
LEFT JOIN replaced AS former ON former.id = CAST(noted.entity_id AS text)
CROSS JOIN LATERAL (
    SELECT
        hash_record_extended(ROW(name.attribute_id, name.name), 0) <> noted.digest AS is_renamed,
        former.id IS NOT NULL AS is_replaced,
        former.is_undone,
        CASE noted.kind
            WHEN 'manufacturer' THEN
                EXISTS (SELECT FROM products AS used WHERE used.manufacturer_id = noted.entity_id)
            WHEN 'season' THEN
                EXISTS (SELECT FROM products AS used WHERE used.season_id = noted.entity_id)
            WHEN 'tag' THEN
                EXISTS (SELECT FROM product_tags AS used WHERE used.tag_id = noted.entity_id)
            WHEN 'material' THEN
                EXISTS (SELECT FROM product_materials AS used WHERE used.brand_material_id = noted.entity_id)
                OR EXISTS (SELECT FROM variant_materials AS used WHERE used.brand_material_id = noted.entity_id)
            WHEN 'facility' THEN
                EXISTS (SELECT FROM product_journey_steps AS used WHERE used.facility_id = noted.entity_id)
                OR EXISTS (SELECT FROM variant_journey_steps AS used WHERE used.facility_id = noted.entity_id)
            WHEN 'eco_claim' THEN
                EXISTS (SELECT FROM product_eco_claims AS used WHERE used.eco_claim_id = noted.entity_id)
                OR EXISTS (SELECT FROM variant_eco_claims AS used WHERE used.eco_claim_id = noted.entity_id)
            WHEN 'attribute' THEN EXISTS (
                SELECT FROM brand_attribute_values AS used
                WHERE used.attribute_id = noted.entity_id
            )
            WHEN 'attribute_value' THEN EXISTS (
                SELECT FROM product_variant_attributes AS used
                WHERE used.attribute_id = name.attribute_id AND used.attribute_value_id = noted.entity_id
            )
        END
        OR EXISTS (
            SELECT FROM value_mappings AS mapping
            WHERE
                mapping.brand_id = name.brand_id
                AND (
                    (mapping.kind = noted.kind AND mapping.entity_id = noted.entity_id)
                    OR mapping.attribute_id = noted.entity_id
                )
        ) AS is_in_use
) AS found
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.kind = ANY(CAST(:kinds AS text []))
