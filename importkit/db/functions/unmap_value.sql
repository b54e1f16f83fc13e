-- Forgets what a spelling means, in the name of whoever asks; false when it meant nothing.
CREATE FUNCTION public.unmap_value(
    brand_id uuid,
    kind text,
    raw_key text,
    attribute_id uuid DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(unmap_value.brand_id);
    DELETE FROM public.value_mappings AS v
    WHERE
        v.brand_id = unmap_value.brand_id
        AND v.kind = unmap_value.kind
        AND v.attribute_id IS NOT DISTINCT FROM unmap_value.attribute_id
        AND v.raw_key = unmap_value.raw_key;
    RETURN FOUND;
END
$$
