-- Let the attempts of one job stage one after the other: hold the turn until the transaction ends.
-- in: job_id; out: nothing. The job's own row stays free, for its progress and for who cancels it.
SELECT pg_advisory_xact_lock(hashtextextended('importkit staging ' || CAST(:job_id AS text), 0))
