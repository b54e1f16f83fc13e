-- Let the planner know what changes; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE changes
