-- Spellings of one content: the same items by key, with the same percentages, in any order.
-- in: list_item
-- out: list_content (spelling, content), content being the lowest spelling that has it
CREATE TABLE list_content AS
WITH contents AS (
    SELECT
        spelling,
        list_sort(list(item_key || chr(31) || coalesce(number_text(percentage), ''))) AS items
    FROM list_item
    GROUP BY spelling
)

SELECT spelling, min(spelling) OVER (PARTITION BY items) AS content
FROM contents
