-- Let what the jobs of a brand have noted of values mean one name where it meant another, which is merged into it.
-- in: brand_id, loser_id, winner_id; out: changes import_journal. Both moments of a value are changed alike, as lists are
-- read: in the order of their ids, each name once, and the amounts of one name added up.
WITH noted AS (
    SELECT
        journal.job_id,
        journal.entity_id,
        journal.stored,
        journal.written
    FROM import_journal AS journal
    INNER JOIN import_jobs AS job ON job.id = journal.job_id
    WHERE
        job.brand_id = CAST(:brand_id AS uuid)
        AND journal.digest IS NULL
        AND (
            strpos(CAST(journal.stored AS text), CAST(:loser_id AS text)) > 0
            OR strpos(CAST(journal.written AS text), CAST(:loser_id AS text)) > 0
        )
),

renamed AS (
    SELECT
        noted.job_id,
        noted.entity_id,
        moment.is_stored,
        field.target,
        field.value AS former,
        CAST(replace(CAST(field.value AS text), CAST(:loser_id AS text), CAST(:winner_id AS text)) AS jsonb) AS value
    FROM noted
    CROSS JOIN LATERAL (VALUES (true, noted.stored), (false, noted.written)) AS moment (is_stored, state)
    CROSS JOIN LATERAL jsonb_each(moment.state) AS field (target, value)
),

merged AS (
    SELECT
        renamed.job_id,
        renamed.entity_id,
        jsonb_object_agg(renamed.target, list.value) FILTER (WHERE renamed.is_stored) AS stored,
        jsonb_object_agg(renamed.target, list.value) FILTER (WHERE NOT renamed.is_stored) AS written
    FROM renamed
    CROSS JOIN LATERAL (
        SELECT
            CASE
                WHEN NOT (
                    renamed.target IN ('manufacturer', 'season', 'tags', 'materials', 'eco_claims')
                    OR starts_with(renamed.target, 'step_')
                )
                    THEN renamed.former
                WHEN jsonb_typeof(renamed.value) <> 'array' THEN renamed.value
                WHEN renamed.target IN ('tags', 'eco_claims') THEN (
                    SELECT jsonb_agg(DISTINCT CAST(item.id AS uuid) ORDER BY CAST(item.id AS uuid))
                    FROM jsonb_array_elements_text(renamed.value) AS item (id)
                )
                WHEN renamed.target IN ('materials') THEN (
                    SELECT jsonb_agg(jsonb_build_array(total.id, total.amount) ORDER BY total.id)
                    FROM (
                        SELECT
                            CAST(item.pair ->> 0 AS uuid) AS id,
                            sum(CAST(item.pair ->> 1 AS numeric)) AS amount
                        FROM jsonb_array_elements(renamed.value) AS item (pair)
                        GROUP BY 1
                    ) AS total
                )
                ELSE (
                    SELECT jsonb_agg(step.pair ORDER BY CAST(step.pair ->> 0 AS uuid))
                    FROM (
                        SELECT DISTINCT ON (item.pair ->> 0) item.pair
                        FROM jsonb_array_elements(renamed.value) AS item (pair)
                        ORDER BY item.pair ->> 0
                    ) AS step
                )
            END AS value
    ) AS list
    GROUP BY renamed.job_id, renamed.entity_id
)

UPDATE import_journal AS journal
SET stored = merged.stored, written = merged.written
FROM merged
WHERE journal.job_id = merged.job_id AND journal.entity_id = merged.entity_id
