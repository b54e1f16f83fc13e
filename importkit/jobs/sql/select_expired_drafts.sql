-- The drafts whose time is over.
-- in: nothing; out: id.
SELECT id FROM drafts
WHERE touched_at <= now() - interval '1 day'
ORDER BY touched_at
