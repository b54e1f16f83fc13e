-- Notes what became of a file of a source, in place of what was noted of it before, in the name of whoever asks.
CREATE FUNCTION public.note_source_file(
    brand_id uuid,
    source text,
    path text,
    size bigint DEFAULT NULL,
    changed timestamptz DEFAULT NULL,
    sha256 text DEFAULT NULL,
    job_id uuid DEFAULT NULL,
    error text DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(note_source_file.brand_id);
    IF note_source_file.job_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.import_jobs AS j
        WHERE j.id = note_source_file.job_id AND j.brand_id = note_source_file.brand_id
    ) THEN
        RAISE no_data_found USING MESSAGE = 'no import job has this id';
    END IF;
    INSERT INTO public.source_files AS f (brand_id, source, path, size, changed, sha256, job_id, error)
    VALUES (
        note_source_file.brand_id, note_source_file.source, note_source_file.path, note_source_file.size,
        note_source_file.changed, note_source_file.sha256, note_source_file.job_id, note_source_file.error
    )
    ON CONFLICT ON CONSTRAINT source_files_pkey DO UPDATE
    SET
        size = excluded.size, changed = excluded.changed, sha256 = excluded.sha256, job_id = excluded.job_id,
        error = excluded.error, noted_at = now();
END
$$
