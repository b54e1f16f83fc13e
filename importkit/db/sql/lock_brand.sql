-- Let the imports of one brand take turns: hold its turn until the transaction ends.
-- in: brand_id; out: nothing.
SELECT pg_advisory_xact_lock(hashtextextended('importkit brand ' || CAST(:brand_id AS text), 0))
