-- Let the planner know what was found; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE differences
