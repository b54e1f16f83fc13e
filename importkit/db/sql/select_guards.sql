-- How each table is guarded.
-- in: nothing; out: a row per table: whether row level security is on, and the names of its policies.
SELECT
    c.relname AS name,
    c.relrowsecurity AS is_guarded,
    coalesce((
        SELECT array_agg(CAST(p.polname AS text) ORDER BY p.polname)
        FROM pg_policy AS p
        WHERE p.polrelid = c.oid
    ), CAST('{}' AS text [])) AS policies
FROM pg_class AS c
WHERE c.relnamespace = CAST('public' AS regnamespace) AND c.relkind = 'r'
