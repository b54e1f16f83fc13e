-- The e-mail of whoever asks, as PostgREST and Supabase set it; NULL for nobody and for claims that cannot be read.
-- Only A to Z are folded: what other capital letters fold to depends on the server's locale, and some, such as the
-- Kelvin sign, fold to a letter that another person's address has.
CREATE FUNCTION public.current_email() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = ''
AS $$
BEGIN
    -- After a SET LOCAL the setting reads as '' for the rest of the session, not as NULL.
    RETURN lower((nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email') COLLATE "C");
EXCEPTION
    WHEN data_exception OR statement_too_complex THEN
        RETURN NULL;
END
$$
