-- Takes a person out of a brand, in the name of an owner; false when they did not belong to it.
CREATE FUNCTION public.remove_member(brand_id uuid, email text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_owner(remove_member.brand_id);
    DELETE FROM public.brand_members AS m
    WHERE m.brand_id = remove_member.brand_id AND m.email = lower(btrim(remove_member.email) COLLATE "C");
    RETURN FOUND;
END
$$
