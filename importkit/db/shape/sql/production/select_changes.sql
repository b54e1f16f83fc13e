-- Read what changes, each value once, with product and variant as they are known now.
-- in: nothing; out: a row per value, in the order of the sheet. Lists are arrays, with what they gain and lose;
-- they are NULL where the value is a single one. `inherited` is what counts from the product without a value of the
-- variant's own: what counted before it gets one, what counts when it loses it.
SELECT
    change.row_number,
    change.level,
    product.product_handle,
    variant.sku,
    variant.barcode,
    change.target,
    change."position",
    change.stored,
    change.given,
    change.inherited,
    change.effect,
    list.before,
    list.after,
    CASE WHEN list.before IS NOT NULL THEN string_to_array(change.inherited, chr(30)) END AS inherited_list,
    CASE WHEN list.before IS NOT NULL THEN ARRAY(
        SELECT item.name FROM unnest(list.after) WITH ORDINALITY AS item (name, place)
        WHERE item.name <> ALL(list.before) ORDER BY item.place
    ) END AS added,
    CASE WHEN list.before IS NOT NULL THEN ARRAY(
        SELECT item.name FROM unnest(list.before) WITH ORDINALITY AS item (name, place)
        WHERE item.name <> ALL(list.after) ORDER BY item.place
    ) END AS removed
FROM (
    SELECT DISTINCT ON (told.product_id, told.variant_id, told.target, told."position")
        told.product_id,
        told.variant_id,
        told.target,
        told."position",
        told.row_number,
        told.stored,
        told.given,
        CASE WHEN told.staging_variant_id IS NULL THEN 'product' ELSE 'variant' END AS level,
        CASE
            WHEN told.given IS NULL THEN CASE WHEN NOT own.keeps_own THEN own.after END
            WHEN told.stored IS NULL AND NOT own.has_own THEN own.before
        END AS inherited,
        CASE
            WHEN told.given IS NULL THEN CASE WHEN NOT own.keeps_own AND own.after IS NOT NULL THEN 'inherit' ELSE 'clear' END
            WHEN told.stored IS NOT NULL THEN 'change'
            WHEN NOT own.has_own AND own.before IS NOT NULL THEN 'override'
            ELSE 'set'
        END AS effect
    FROM changes AS told
    LEFT JOIN inherited_values AS own
        ON own.variant_id = told.variant_id AND own.target = told.target AND own."position" = told."position"
    ORDER BY told.product_id, told.variant_id, told.target, told."position", told.row_number
) AS change
INNER JOIN products AS product ON product.id = change.product_id
LEFT JOIN product_variants AS variant ON variant.id = change.variant_id
LEFT JOIN LATERAL (
    SELECT
        coalesce(string_to_array(change.stored, chr(30)), CAST('{}' AS text [])) AS before,
        coalesce(string_to_array(change.given, chr(30)), CAST('{}' AS text [])) AS after
) AS list ON change.target IN ($list_fields)
ORDER BY change.row_number, change.variant_id IS NOT NULL, change.target, change."position"
