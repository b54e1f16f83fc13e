-- Have the statements of this transaction planned for reading all of a brand, however little is known of it yet.
-- in: nothing; out: nothing. A cursor is planned for its first rows, and right after a large import Postgres takes
-- a brand for small: either way it would look up each list for each row, minutes instead of seconds.
SELECT set_config('cursor_tuple_fraction', '1', true), set_config('enable_nestloop', 'off', true)
