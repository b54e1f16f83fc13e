-- Forget what was noted of things that are gone, or as they were.
-- in: job_id; out: removes from import_journal.
DELETE FROM import_journal AS noted
WHERE
    noted.job_id = CAST(:job_id AS uuid)
    AND NOT EXISTS (
        SELECT FROM undo_items AS item
        WHERE item.entity_id = noted.entity_id AND (item.outcome = 'kept' OR item.reason = 'back')
    )
