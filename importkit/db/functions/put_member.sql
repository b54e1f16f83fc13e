-- Gives a person a role in a brand, in place of the one they had, in the name of an owner.
CREATE FUNCTION public.put_member(brand_id uuid, email text, role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_owner(put_member.brand_id);
    INSERT INTO public.brand_members AS m (brand_id, email, role)
    VALUES (put_member.brand_id, lower(btrim(put_member.email) COLLATE "C"), put_member.role)
    ON CONFLICT ON CONSTRAINT brand_members_pkey DO UPDATE SET role = excluded.role;
END
$$
