-- Forget the names that were gathered: some of their products have failed since.
-- in: nothing; out: empties staged_names.
DELETE FROM staged_names
