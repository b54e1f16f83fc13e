-- Raises unless whoever asks owns that brand. The brand is held until the transaction ends: of two who change at once
-- who belongs to it, the second one sees what the first one did.
CREATE FUNCTION public.require_owner(brand_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM FROM public.brands AS b
    WHERE b.id = require_owner.brand_id AND b.id IN (SELECT public.current_brand_ids_as('owner'))
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'only an owner of this brand may change who belongs to it',
            HINT = 'Ask an owner of the brand.';
    END IF;
END
$$
