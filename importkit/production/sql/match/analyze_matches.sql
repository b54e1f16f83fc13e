-- Let the planner know what was matched; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE matched_products, matched_variants
