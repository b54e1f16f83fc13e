-- Make room for what becomes of each thing that a job did, when it is taken back.
-- in: nothing; out: an empty temporary table. `target` names a value that was changed; it is blank where the thing
-- itself was created.
CREATE TEMPORARY TABLE undo_items (
    entity_id uuid NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    stored jsonb,
    outcome text NOT NULL,
    reason text,
    PRIMARY KEY (entity_id, target)
) ON COMMIT DROP
