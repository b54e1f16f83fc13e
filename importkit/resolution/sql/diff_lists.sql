-- Lists of child rows that are not the list of the product's parent row, compared as sets.
-- in: line, row_list
-- out: own_list (row_number, column_name)
CREATE TABLE own_list AS
SELECT child.row_number, child.column_name
FROM row_list AS child
INNER JOIN line ON child.row_number = line.row_number
LEFT JOIN row_list AS parent
    ON line.group_id = parent.row_number AND child.column_name = parent.column_name
WHERE
    line.role = 'child'
    AND (NOT getvariable('terms').creates OR child.content IS DISTINCT FROM parent.content)
