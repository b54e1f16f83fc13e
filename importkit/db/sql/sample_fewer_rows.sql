-- Let ANALYZE look at fewer rows in this transaction: its tables are temporary, joined by their keys, and a
-- fifth of the default tells the planner as much of them.
-- in: nothing; out: nothing.
SELECT set_config('default_statistics_target', '20', true)
