-- Let the planner know how many errors there are; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE row_errors
