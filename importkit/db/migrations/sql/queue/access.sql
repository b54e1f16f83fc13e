-- Who may touch the queue: the service alone. People reach it through queue_import and cancel_import.
REVOKE ALL ON SCHEMA procrastinate FROM PUBLIC, authenticated, service_role;
GRANT USAGE ON SCHEMA procrastinate TO service_role;
REVOKE ALL ON ALL TABLES IN SCHEMA procrastinate FROM PUBLIC, authenticated, service_role;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA procrastinate FROM PUBLIC, authenticated, service_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA procrastinate TO service_role;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA procrastinate TO service_role;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA procrastinate TO service_role;
DO $$
DECLARE
    found record;
BEGIN
    -- Its functions name their tables bare; so they work for callers with any search path, an empty one too.
    FOR found IN SELECT p.oid::regprocedure AS name FROM pg_proc AS p
        WHERE p.pronamespace = 'procrastinate'::regnamespace
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = procrastinate, pg_temp', found.name);
    END LOOP;
    FOR found IN SELECT c.relname AS name FROM pg_class AS c
        WHERE c.relnamespace = 'procrastinate'::regnamespace AND c.relkind = 'r'
    LOOP
        EXECUTE format('ALTER TABLE procrastinate.%I ENABLE ROW LEVEL SECURITY', found.name);
        EXECUTE format(
            'CREATE POLICY %I ON procrastinate.%I FOR ALL TO service_role USING (true) WITH CHECK (true)',
            found.name || '_service', found.name
        );
    END LOOP;
END
$$;
