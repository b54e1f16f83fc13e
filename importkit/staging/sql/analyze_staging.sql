-- Let the planner know what was staged: without it, it takes the tables for empty.
-- in: nothing; out: nothing.
SELECT analyze_staging()
