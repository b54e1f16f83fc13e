-- Add the categories that no row has the key of.
-- in: loaded_categories; out: one row per category added.
INSERT INTO taxonomy_categories (name, path, path_key)
SELECT l.name, l.path, l.path_key FROM loaded_categories AS l
ORDER BY l.path_key
ON CONFLICT (path_key) DO NOTHING
