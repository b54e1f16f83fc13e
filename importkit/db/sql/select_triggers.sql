-- The triggers of ours that are there and fire.
-- in: nothing; out: their names.
SELECT CAST(t.tgname AS text) AS name
FROM pg_trigger AS t
INNER JOIN pg_class AS c ON c.oid = t.tgrelid
WHERE c.relnamespace = CAST('public' AS regnamespace) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
