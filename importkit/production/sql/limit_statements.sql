-- Give each statement of this transaction its time, whatever the server's default is.
-- in: timeout_ms; out: nothing.
SELECT set_config('statement_timeout', CAST(:timeout_ms AS text), true)
