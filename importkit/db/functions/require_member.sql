-- Raises unless whoever asks is a member or owner of that brand; viewers only look.
CREATE FUNCTION public.require_member(brand_id uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    IF require_member.brand_id IN (SELECT public.current_brand_ids_as('member', 'owner')) THEN
        RETURN;
    END IF;
    RAISE insufficient_privilege USING
        MESSAGE = 'only members and owners of this brand may do this',
        HINT = 'Ask an owner of the brand to make you a member.';
END
$$
