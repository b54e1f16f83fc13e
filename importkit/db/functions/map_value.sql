-- Lets a spelling mean a name of the brand's catalog, in place of what it meant before, in the name of whoever asks.
-- What the brand's catalog does not have is missing, whether another brand has it or nobody.
CREATE FUNCTION public.map_value(
    brand_id uuid,
    kind text,
    raw_name text,
    raw_key text,
    entity_id uuid,
    attribute_id uuid DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(map_value.brand_id);
    INSERT INTO public.value_mappings AS v (brand_id, kind, attribute_id, raw_name, raw_key, entity_id, created_by)
    VALUES (
        map_value.brand_id, map_value.kind, map_value.attribute_id, map_value.raw_name, map_value.raw_key,
        map_value.entity_id, public.current_email()
    )
    ON CONFLICT ON CONSTRAINT value_mappings_brand_id_kind_attribute_id_raw_key_key DO UPDATE
    SET raw_name = excluded.raw_name, entity_id = excluded.entity_id, created_by = excluded.created_by;
    -- The key of a value is looked at when the transaction ends: here, so that the refusal is this function's.
    SET CONSTRAINTS public.value_mappings_mapped_attribute_value_id_fkey IMMEDIATE;
    SET CONSTRAINTS public.value_mappings_mapped_attribute_value_id_fkey DEFERRED;
EXCEPTION
    WHEN foreign_key_violation THEN
        RAISE no_data_found USING MESSAGE = 'the catalog of this brand has no such name';
END
$$
