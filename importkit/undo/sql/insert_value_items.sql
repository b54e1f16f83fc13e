-- Tell, for each value that a job changed, whether it can go back: only one that is still what the job wrote.
-- in: job_id; out: adds to undo_items.
INSERT INTO undo_items (entity_id, kind, target, stored, outcome, reason)
SELECT
    noted.entity_id,
    noted.kind,
    changed.target,
    changed.stored,
    CASE
        WHEN present.entity_id IS NULL OR value.present = changed.stored THEN 'nothing'
        WHEN value.present = noted.written -> changed.target THEN 'reversed'
        ELSE 'kept'
    END,
    CASE
        WHEN present.entity_id IS NULL THEN 'gone'
        WHEN value.present = changed.stored THEN 'back'
        WHEN value.present = noted.written -> changed.target THEN NULL
        ELSE 'edited'
    END
FROM import_journal AS noted
LEFT JOIN entity_states AS present ON present.entity_id = noted.entity_id AND present.moment = 'now'
CROSS JOIN LATERAL jsonb_each(noted.stored) AS changed (target, stored)
CROSS JOIN LATERAL (SELECT coalesce(present.state -> changed.target, 'null') AS present) AS value
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.digest IS NULL
