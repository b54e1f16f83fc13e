-- What others than its owner may do with each table.
-- in: nothing; out: a row per table, role (empty for everybody) and privilege.
SELECT
    c.relname AS name,
    coalesce(r.rolname, '') AS role,
    g.privilege_type AS privilege
FROM pg_class AS c
CROSS JOIN LATERAL aclexplode(c.relacl) AS g
LEFT JOIN pg_roles AS r ON r.oid = g.grantee
WHERE
    c.relnamespace = CAST('public' AS regnamespace)
    AND c.relkind = 'r'
    AND coalesce(r.rolname, '') IN ('', 'anon', 'authenticated', 'service_role')
