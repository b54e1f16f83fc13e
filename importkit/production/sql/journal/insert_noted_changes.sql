-- Note what a job changed: of each product or variant the values that differ, before and after.
-- in: job_id; out: adds to import_journal. Both name the same fields; null is blank.
INSERT INTO import_journal (job_id, entity_id, kind, stored, written)
SELECT
    CAST(:job_id AS uuid),
    traced.entity_id,
    traced.kind,
    changed.stored,
    changed.written
FROM traced_entities AS traced
INNER JOIN entity_states AS former ON former.entity_id = traced.entity_id AND former.moment = 'before'
INNER JOIN entity_states AS later ON later.entity_id = traced.entity_id AND later.moment = 'after'
CROSS JOIN LATERAL (
    SELECT
        jsonb_object_agg(field.target, former.state -> field.target) AS stored,
        jsonb_object_agg(field.target, later.state -> field.target) AS written
    FROM jsonb_object_keys(former.state || later.state) AS field (target)
    WHERE former.state -> field.target IS DISTINCT FROM later.state -> field.target
) AS changed
WHERE changed.stored IS NOT NULL
