-- The functions of ours that are there.
-- in: nothing; out: their names.
SELECT CAST(p.proname AS text) AS name
FROM pg_proc AS p
WHERE p.pronamespace = CAST('public' AS regnamespace)
