-- Give each statement of this transaction its time, whatever the server's default is; and let the server notice in
-- the middle of one that the process which asked is gone, where it can: another attempt waits for the locks.
-- in: timeout_ms; out: nothing.
SELECT
    set_config('statement_timeout', CAST(:timeout_ms AS text), true),
    CASE WHEN version() LIKE '%linux%' THEN set_config('client_connection_check_interval', '1s', true) END
