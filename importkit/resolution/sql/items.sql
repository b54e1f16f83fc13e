-- The items of every list in the sheet.
-- in: row_list, list_item
-- out: item (row_number, column_name, item_number, item_name, item_key, percentage)
CREATE VIEW item AS
SELECT
    row_list.row_number,
    row_list.column_name,
    list_item.item_number,
    list_item.item_name,
    list_item.item_key,
    list_item.percentage
FROM row_list
INNER JOIN list_item ON row_list.spelling = list_item.spelling
