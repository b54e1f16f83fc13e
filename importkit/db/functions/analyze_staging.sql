-- Brings the planner's figures of the staging tables up to date, which only their owner may do.
-- Call it in a transaction of its own: ANALYZE keeps its locks to the end, and other imports would wait for them.
CREATE FUNCTION public.analyze_staging() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    ANALYZE
    public.staging_products,
    public.staging_product_variants,
    public.staging_variant_attributes,
    public.staging_product_tags,
    public.staging_product_weight,
    public.staging_variant_weight,
    public.staging_product_environment,
    public.staging_variant_environment,
    public.staging_product_materials,
    public.staging_variant_materials,
    public.staging_product_journey_steps,
    public.staging_variant_journey_steps,
    public.staging_product_eco_claims,
    public.staging_variant_eco_claims
$$
