-- The fields that clear marks empty in products, as Postgres writes a list of words.
-- in: mark, line
-- out: cleared_product (group_id, cleared)
CREATE TABLE cleared_product AS
SELECT line.group_id, '{' || string_agg(DISTINCT mark.target, ',' ORDER BY mark.target) || '}' AS cleared
FROM mark
INNER JOIN line ON mark.row_number = line.row_number
WHERE
    (line.role = 'parent' AND mark.column_name <> 'Variant Image')
    OR (line.role = 'child' AND mark.column_name IN ('Manufacturer', 'Season', 'Category', 'Tags'))
GROUP BY line.group_id
