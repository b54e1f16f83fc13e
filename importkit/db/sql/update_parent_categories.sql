-- Put the added categories below their parents.
-- in: loaded_categories; out: the rows that had no parent yet.
UPDATE taxonomy_categories AS c
SET parent_id = parent.id
FROM loaded_categories AS l
INNER JOIN taxonomy_categories AS parent ON l.parent_key = parent.path_key
WHERE c.path_key = l.path_key AND c.parent_id IS NULL
