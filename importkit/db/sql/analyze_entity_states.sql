-- Let the planner know how many states there are; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE entity_states
