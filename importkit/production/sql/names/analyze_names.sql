-- Let the planner know what was gathered; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE staged_names, catalog_names
