-- A place for the categories of one file, for this transaction.
-- in: nothing; out: the temporary table loaded_categories.
CREATE TEMPORARY TABLE loaded_categories (
    path_key text COLLATE "C", parent_key text COLLATE "C", name text, path text
)
