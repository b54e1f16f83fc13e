-- Whether whoever asks belongs to that brand, in any role.
CREATE FUNCTION public.is_brand_member(brand_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT is_brand_member.brand_id IN (SELECT public.current_brand_ids())
$$
