-- Child rows that look like a product of their own: a title that is not the product's, and a
-- manufacturer, category or season that is not the product's either.
-- in: line, sheet, differing
-- out: stranger (row_number, group_id, has_handle, differing)
CREATE TABLE stranger AS
SELECT
    line.row_number,
    line.group_id,
    child.handle_key IS NOT NULL AS has_handle,
    join_words(list(differing.column_name ORDER BY differing.column_name), 0) AS differing
FROM line
INNER JOIN differing ON line.row_number = differing.row_number AND differing.column_name NOT IN ($product_lists)
INNER JOIN sheet AS child ON line.row_number = child.row_number
INNER JOIN sheet AS parent ON line.group_id = parent.row_number
WHERE
    child.title_key IS NOT NULL
    AND child.title_key IS DISTINCT FROM parent.title_key
    AND NOT (parent.title_given AND parent.title_key IS NULL)
GROUP BY line.row_number, line.group_id, has_handle
