-- The fields that clear marks empty in variants, as Postgres writes a list of words. Where pictures on later
-- rows are the gallery's, a mark there says nothing.
-- in: mark, line; terms image_is_gallery
-- out: cleared_variant (row_number, cleared)
CREATE TABLE cleared_variant AS
SELECT line.row_number, '{' || string_agg(DISTINCT mark.target, ',' ORDER BY mark.target) || '}' AS cleared
FROM mark
INNER JOIN line ON mark.row_number = line.row_number
WHERE
    line.is_variant
    AND CASE
        WHEN line.role = 'parent' THEN mark.column_name = 'Variant Image'
        WHEN mark.column_name = 'Image' THEN NOT getvariable('terms').image_is_gallery
        ELSE mark.column_name NOT IN ($product_columns)
    END
GROUP BY line.row_number
