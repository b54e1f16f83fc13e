-- The fields that a staged row empties, by the names of their columns.
ALTER TABLE public.staging_products ADD COLUMN cleared text [];
ALTER TABLE public.staging_product_variants ADD COLUMN cleared text [];
