-- Keep the values whose former ones refer to names that are gone, merged or deleted.
-- in: brand_id; out: changes undo_items.
WITH known AS (
    $names
    SELECT id FROM taxonomy_categories
),

-- Three shapes: one id, ids, and pairs that begin with an id.
reference AS (
    SELECT
        item.entity_id,
        item.target,
        CAST(coalesce(part.value ->> 0, part.value #>> '{}') AS uuid) AS id
    FROM undo_items AS item
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE WHEN jsonb_typeof(item.stored) = 'array' THEN item.stored ELSE jsonb_build_array(item.stored) END
    ) AS part (value)
    WHERE
        item.outcome = 'reversed'
        AND item.stored <> 'null'
        AND (
            item.target IN ('category', $referring)
            $or_place
        )
)

UPDATE undo_items AS item
SET outcome = 'kept', reason = 'not_in_catalog'
FROM reference
LEFT JOIN known ON known.id = reference.id
WHERE known.id IS NULL AND reference.entity_id = item.entity_id AND reference.target = item.target
