-- What the server is, and whether the login role can become the two roles that work is done as.
-- in: nothing; out: one row.
SELECT
    current_setting('server_version') AS version,
    CAST(current_setting('server_version_num') AS integer) AS version_number,
    current_setting('server_encoding') AS encoding,
    current_user AS login,
    (
        SELECT array_agg(r.rolname ORDER BY r.rolname)
        FROM pg_roles AS r
        WHERE
            r.rolname IN ('authenticated', 'service_role')
            AND pg_has_role(
                r.oid,
                CASE WHEN CAST(current_setting('server_version_num') AS integer) >= 160000 THEN 'SET' ELSE 'MEMBER' END
            )
    ) AS can_become,
    (
        SELECT array_agg(r.rolname ORDER BY r.rolname)
        FROM pg_roles AS r
        WHERE r.rolname IN ('authenticated', 'service_role') AND (r.rolbypassrls OR r.rolsuper)
    ) AS passes_security_by
