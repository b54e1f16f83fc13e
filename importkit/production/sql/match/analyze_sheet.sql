-- Let the planner know what the rows of the sheet found; nobody else analyzes temporary tables.
-- in: nothing; out: nothing.
ANALYZE sheet_variants, sheet_products
