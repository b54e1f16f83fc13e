-- Jobs that cannot be taken back any more; the backup copy keeps what they did.
DROP TABLE public.import_journal;
