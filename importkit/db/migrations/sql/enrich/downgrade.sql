-- The staged rows without what they empty.
ALTER TABLE public.staging_product_variants DROP COLUMN cleared;
ALTER TABLE public.staging_products DROP COLUMN cleared;
