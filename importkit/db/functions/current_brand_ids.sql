-- The brands of whoever asks. Policies call it once a statement, as IN (SELECT current_brand_ids()).
CREATE FUNCTION public.current_brand_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT m.brand_id FROM public.brand_members AS m WHERE m.email = public.current_email()
$$
