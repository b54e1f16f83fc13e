-- Let an import take over the failures of the job it corrects, in whichever job they wait by now.
-- Where an earlier import of the corrections took them over, they are its failures, as long as it failed in
-- nothing else: then all of them are in the workbook that is imported now.
-- in: of_job, job_id (who takes over); out: changes import_jobs.
WITH RECURSIVE story AS (
    SELECT
        id,
        superseded_by
    FROM import_jobs
    WHERE id = CAST(:of_job AS uuid)
    UNION
    SELECT
        later.id,
        later.superseded_by
    FROM story
    INNER JOIN import_jobs AS later
        ON later.id = story.superseded_by AND later.summary -> 'corrections' ->> 'newly_failing' = '0'
)

UPDATE import_jobs AS job
SET
    superseded_by = CAST(:job_id AS uuid),
    has_exportable_failures = false
FROM story
WHERE job.id = story.id AND story.superseded_by IS NULL AND job.has_exportable_failures
