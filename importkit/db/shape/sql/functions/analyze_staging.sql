-- Brings the planner's figures of the staging tables up to date, which only their owner may do.
-- Call it in a transaction of its own: ANALYZE keeps its locks to the end, and other imports would wait for them.
CREATE FUNCTION public.analyze_staging() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$$$
    ANALYZE
    $staging_tables
$$$$
