-- Read what changes, each value once, with product and variant as they are known now.
-- in: nothing; out: a row per value, in the order of the sheet. Lists are arrays, with what they gain and lose;
-- they are NULL where the value is a single one.
SELECT
    change.row_number,
    product.product_handle,
    variant.sku,
    variant.barcode,
    change.target,
    change."position",
    change.stored,
    change.given,
    list.before,
    list.after,
    CASE WHEN list.before IS NOT NULL THEN ARRAY(
        SELECT item.name FROM unnest(list.after) WITH ORDINALITY AS item (name, place)
        WHERE item.name <> ALL(list.before) ORDER BY item.place
    ) END AS added,
    CASE WHEN list.before IS NOT NULL THEN ARRAY(
        SELECT item.name FROM unnest(list.before) WITH ORDINALITY AS item (name, place)
        WHERE item.name <> ALL(list.after) ORDER BY item.place
    ) END AS removed
FROM (
    SELECT DISTINCT ON (product_id, variant_id, target, "position")
        product_id,
        variant_id,
        target,
        "position",
        row_number,
        stored,
        given
    FROM changes
    ORDER BY product_id, variant_id, target, "position", row_number
) AS change
INNER JOIN products AS product ON product.id = change.product_id
LEFT JOIN product_variants AS variant ON variant.id = change.variant_id
LEFT JOIN LATERAL (
    SELECT
        coalesce(string_to_array(change.stored, chr(30)), CAST('{}' AS text [])) AS before,
        coalesce(string_to_array(change.given, chr(30)), CAST('{}' AS text [])) AS after
) AS list ON change.target IN ('tags', 'materials', 'journey_steps', 'eco_claims')
ORDER BY change.row_number, change.variant_id IS NOT NULL, change.target, change."position"
