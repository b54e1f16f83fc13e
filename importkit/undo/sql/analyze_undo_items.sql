-- Let the planner know what is taken back; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE undo_items
