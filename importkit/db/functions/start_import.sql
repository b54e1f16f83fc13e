-- Makes a job that waits for a worker, in the name of whoever asks, and returns its id.
-- An id that is given ends as the brand's does: whoever tries ids meets jobs of their own brand and of no other, so no
-- answer tells whether another brand has a job of that id.
CREATE FUNCTION public.start_import(
    brand_id uuid,
    filename text,
    mode text,
    file_uri text DEFAULT NULL,
    file_sha256 text DEFAULT NULL,
    options jsonb DEFAULT '{}',
    job_id uuid DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    new_id uuid := coalesce(start_import.job_id, gen_random_uuid());
BEGIN
    PERFORM public.require_member(start_import.brand_id);
    IF NOT EXISTS (SELECT FROM public.brands AS b WHERE b.id = start_import.brand_id AND b.import_enabled) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'imports are switched off for this brand',
            HINT = 'Whoever runs this database can switch them on: importkit brands enable '
                || (SELECT b.slug FROM public.brands AS b WHERE b.id = start_import.brand_id);
    END IF;
    IF right(start_import.job_id::text, 12) <> right(start_import.brand_id::text, 12) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = 'the id of an import ends in the same 12 digits as that of its brand',
            HINT = 'Leave job_id out, and the import gets an id.';
    END IF;
    INSERT INTO public.import_jobs (id, brand_id, filename, mode, file_uri, file_sha256, options, created_by)
    VALUES (
        new_id, start_import.brand_id, start_import.filename, start_import.mode, start_import.file_uri,
        start_import.file_sha256, start_import.options, public.current_email()
    );
    RETURN new_id;
END
$$
