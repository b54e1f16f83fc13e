-- The brands in which whoever asks has one of these roles.
CREATE FUNCTION public.current_brand_ids_as(VARIADIC roles text []) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT m.brand_id FROM public.brand_members AS m
    WHERE m.email = public.current_email() AND m.role = ANY (current_brand_ids_as.roles)
$$
