-- Let the planner know how many things are traced; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE traced_entities
