-- Forbid this transaction to write to any table that is not temporary.
-- in: nothing; out: nothing.
SELECT set_config('transaction_read_only', 'on', true)
