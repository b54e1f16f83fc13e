-- Leaves a product out of what a draft imports, or takes it in again.
CREATE FUNCTION public.leave_out_product(draft_id uuid, product_handle text, left_out boolean DEFAULT true)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    draft public.drafts := public.require_open_draft(leave_out_product.draft_id);
BEGIN
    IF leave_out_product.left_out THEN
        INSERT INTO public.draft_excluded_products (draft_id, product_handle, made_by)
        VALUES (draft.id, leave_out_product.product_handle, public.current_email())
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM public.draft_excluded_products AS e
        WHERE e.draft_id = draft.id AND e.product_handle = leave_out_product.product_handle;
    END IF;
    RETURN draft.version;
END
$$
