-- What the service lacks to work with the queue, and what people may do with it, each with its remedy.
-- in: tables and functions (names that the queue has as its package knows it); out: message and remedy ('' when
-- no statement mends it), a row each.
WITH queue AS (SELECT CAST(to_regnamespace('procrastinate') AS oid) AS id),
tables AS (
    SELECT c.oid AS id, c.relname AS name, c.relrowsecurity AS is_guarded
    FROM pg_class AS c INNER JOIN queue ON queue.id = c.relnamespace
    WHERE c.relkind = 'r'
),
functions AS (
    SELECT p.oid AS id, p.proname AS name
    FROM pg_proc AS p INNER JOIN queue ON queue.id = p.pronamespace
)
SELECT 'the schema procrastinate is missing' AS message, '' AS remedy FROM queue WHERE queue.id IS NULL
UNION ALL
SELECT format('the table %s is missing', n.name), ''
FROM unnest(CAST(:tables AS text [])) AS n (name), queue
WHERE queue.id IS NOT NULL AND n.name NOT IN (SELECT t.name FROM tables AS t)
UNION ALL
SELECT format('the function %s is missing', n.name), ''
FROM unnest(CAST(:functions AS text [])) AS n (name), queue
WHERE queue.id IS NOT NULL AND n.name NOT IN (SELECT f.name FROM functions AS f)
UNION ALL
SELECT 'service_role may not use it', 'GRANT USAGE ON SCHEMA procrastinate TO service_role;'
FROM queue WHERE NOT has_schema_privilege('service_role', queue.id, 'USAGE')
UNION ALL
SELECT
    format('service_role may not %s %s', lower(p.privilege), t.name),
    format('GRANT %s ON procrastinate.%I TO service_role;', p.privilege, t.name)
FROM tables AS t
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
WHERE NOT has_table_privilege('service_role', t.id, p.privilege)
UNION ALL
SELECT
    format('service_role may not call %s', f.name),
    format('GRANT EXECUTE ON FUNCTION %s TO service_role;', CAST(CAST(f.id AS regprocedure) AS text))
FROM functions AS f WHERE NOT has_function_privilege('service_role', f.id, 'EXECUTE')
UNION ALL
SELECT
    format('row level security is off for %s', t.name),
    format('ALTER TABLE procrastinate.%I ENABLE ROW LEVEL SECURITY;', t.name)
FROM tables AS t WHERE NOT t.is_guarded
UNION ALL
SELECT
    'people may reach the queue itself',
    'REVOKE ALL ON SCHEMA procrastinate FROM PUBLIC, authenticated;'
FROM queue WHERE has_schema_privilege('authenticated', queue.id, 'USAGE')
ORDER BY message
