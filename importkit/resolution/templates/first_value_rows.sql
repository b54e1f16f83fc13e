-- The row that speaks for each product, column by column: the first one that says anything.
-- in: product_say
-- out: speaker (group_id, manufacturer_row, category_row, season_row, tags_row)
CREATE TABLE speaker AS
SELECT
    group_id,
    min(row_number) FILTER (WHERE column_name = 'Manufacturer') AS manufacturer_row,
    min(row_number) FILTER (WHERE column_name = 'Category') AS category_row,
    min(row_number) FILTER (WHERE column_name = 'Season') AS season_row$rows
FROM product_say
GROUP BY group_id
