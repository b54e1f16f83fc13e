-- Let the planner know what was staged in temporary tables; nobody else analyzes these.
-- in: nothing; out: nothing.
ANALYZE
$tables
