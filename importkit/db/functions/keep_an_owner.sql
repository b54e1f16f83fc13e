-- A trigger: the last owner of a brand stays, whoever takes them out and by whatever statement; only with the brand
-- itself they go. Owners who stay are held: of two who go at once, one stays.
CREATE FUNCTION public.keep_an_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    brand_slug text := (SELECT b.slug FROM public.brands AS b WHERE b.id = old.brand_id);
BEGIN
    PERFORM FROM public.brand_members AS m
    WHERE m.brand_id = old.brand_id AND m.role = 'owner'
    FOR SHARE;
    IF NOT FOUND AND brand_slug IS NOT NULL THEN
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = format('%s is the last owner of the brand ''%s''', old.email, brand_slug),
            HINT = 'Make somebody else an owner first.';
    END IF;
    RETURN NULL;
END
$$
