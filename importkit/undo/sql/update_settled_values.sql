-- Forget what was noted of values that went back.
-- in: job_id; out: changes import_journal. What is kept stays noted, and so does what somebody else put back: once a
-- later job is taken back as well, it may go.
UPDATE import_journal AS noted
SET stored = noted.stored - settled.targets, written = noted.written - settled.targets
FROM (
    SELECT entity_id, array_agg(target) AS targets
    FROM undo_items
    WHERE target <> '' AND outcome = 'reversed'
    GROUP BY entity_id
) AS settled
WHERE noted.job_id = CAST(:job_id AS uuid) AND noted.entity_id = settled.entity_id
