-- Count the products of the sheet that exist already.
-- in: nothing; out: one number.
SELECT count(*) FROM matched_products WHERE is_existing
