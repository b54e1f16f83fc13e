-- What the rows say of their whole product in the columns that no variant can have for itself. Creating, its
-- parent row speaks alone; enriching, every row may.
-- in: line, sheet, row_list, mark; terms creates
-- out: product_say (row_number, group_id, column_name, content), equal contents meaning the same and NULL that the
-- field is cleared
CREATE TABLE product_say AS
WITH said AS (
    SELECT
        line.row_number,
        line.group_id,
        unnest([
            {'column_name': 'Manufacturer', 'content': sheet.manufacturer_key},
            {'column_name': 'Category', 'content': sheet.category_path},
            {'column_name': 'Season', 'content': sheet.season_key},
            {'column_name': 'Tags', 'content': tags.content::VARCHAR}
        ], max_depth := 2)
    FROM line
    INNER JOIN sheet ON line.row_number = sheet.row_number
    LEFT JOIN row_list AS tags ON line.row_number = tags.row_number AND tags.column_name = 'Tags'
    WHERE line.role <> 'image' AND (NOT getvariable('terms').creates OR line.row_number = line.group_id)
)

SELECT row_number, group_id, column_name, content
FROM said
WHERE content IS NOT NULL
UNION ALL
SELECT mark.row_number, line.group_id, mark.column_name, NULL AS content
FROM mark
INNER JOIN line ON mark.row_number = line.row_number
WHERE line.role <> 'image' AND mark.column_name IN ('Manufacturer', 'Season', 'Category', 'Tags')
