-- The two roles that work is done as. They belong to the whole server: another database may have made them,
-- perhaps at this very moment, and they stay when this one is downgraded.
DO $$
DECLARE
    wanted text;
    may_become text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['authenticated', 'service_role'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
        -- The right to create roles does not include the right to become them.
        IF NOT pg_has_role(current_user, wanted, may_become) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END
$$;
GRANT USAGE ON SCHEMA public TO authenticated, service_role;
