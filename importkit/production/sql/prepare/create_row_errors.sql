-- Make room for the errors of single rows, as staged rows keep them.
-- in: nothing; out: an empty temporary table.
CREATE TEMPORARY TABLE row_errors (
    row_number integer NOT NULL,
    "position" integer NOT NULL,
    error jsonb NOT NULL
) ON COMMIT DROP
