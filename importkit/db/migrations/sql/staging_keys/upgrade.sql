-- Staging held by keys: a child goes with its owner, a row with its job, and an id of the catalog points at an entity.
-- Rows that no key can hold have no meaning to anybody; a copy of all of staging was made before.

-- What belongs to nothing any more: variants before what variants own.
DELETE FROM public.staging_product_variants AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_attributes AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);
DELETE FROM public.staging_product_tags AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_product_weight AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_weight AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);
DELETE FROM public.staging_product_environment AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_environment AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);
DELETE FROM public.staging_product_materials AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_materials AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);
DELETE FROM public.staging_product_journey_steps AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_journey_steps AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);
DELETE FROM public.staging_product_eco_claims AS s
WHERE NOT EXISTS (SELECT FROM public.staging_products AS o WHERE o.staging_id = s.staging_product_id);
DELETE FROM public.staging_variant_eco_claims AS s
WHERE NOT EXISTS (SELECT FROM public.staging_product_variants AS o WHERE o.staging_id = s.staging_variant_id);

-- An id of an entity that is gone says nothing; its name stands beside it.
UPDATE public.staging_products AS s SET manufacturer_id = NULL
WHERE s.manufacturer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_manufacturers AS e WHERE e.id = s.manufacturer_id);
UPDATE public.staging_products AS s SET category_id = NULL
WHERE s.category_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.taxonomy_categories AS e WHERE e.id = s.category_id);
UPDATE public.staging_products AS s SET season_id = NULL
WHERE s.season_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_seasons AS e WHERE e.id = s.season_id);
UPDATE public.staging_variant_attributes AS s SET attribute_id = NULL
WHERE s.attribute_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_attributes AS e WHERE e.id = s.attribute_id);
UPDATE public.staging_variant_attributes AS s SET attribute_value_id = NULL
WHERE s.attribute_value_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_attribute_values AS e WHERE e.id = s.attribute_value_id);
UPDATE public.staging_product_tags AS s SET tag_id = NULL
WHERE s.tag_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_tags AS e WHERE e.id = s.tag_id);
UPDATE public.staging_product_materials AS s SET brand_material_id = NULL
WHERE s.brand_material_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_materials AS e WHERE e.id = s.brand_material_id);
UPDATE public.staging_variant_materials AS s SET brand_material_id = NULL
WHERE s.brand_material_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_materials AS e WHERE e.id = s.brand_material_id);
UPDATE public.staging_product_journey_steps AS s SET facility_id = NULL
WHERE s.facility_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_facilities AS e WHERE e.id = s.facility_id);
UPDATE public.staging_variant_journey_steps AS s SET facility_id = NULL
WHERE s.facility_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_facilities AS e WHERE e.id = s.facility_id);
UPDATE public.staging_product_eco_claims AS s SET eco_claim_id = NULL
WHERE s.eco_claim_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_eco_claims AS e WHERE e.id = s.eco_claim_id);
UPDATE public.staging_variant_eco_claims AS s SET eco_claim_id = NULL
WHERE s.eco_claim_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.brand_eco_claims AS e WHERE e.id = s.eco_claim_id);

-- One name twice on one owner, in two spellings: the older row stays, with the percentages of both, as in a sheet.
UPDATE public.staging_product_materials AS s SET percentage = least(same.percentage, 9999.99)
FROM (
    SELECT staging_product_id, material_key, sum(percentage) AS percentage
    FROM public.staging_product_materials
    GROUP BY staging_product_id, material_key HAVING count(*) > 1
) AS same
WHERE same.staging_product_id = s.staging_product_id AND same.material_key = s.material_key;
UPDATE public.staging_variant_materials AS s SET percentage = least(same.percentage, 9999.99)
FROM (
    SELECT staging_variant_id, material_key, sum(percentage) AS percentage
    FROM public.staging_variant_materials
    GROUP BY staging_variant_id, material_key HAVING count(*) > 1
) AS same
WHERE same.staging_variant_id = s.staging_variant_id AND same.material_key = s.material_key;
DELETE FROM public.staging_variant_attributes AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_variant_id, attribute_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_variant_attributes
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_product_tags AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_product_id, tag_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_product_tags
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_product_materials AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_product_id, material_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_product_materials
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_variant_materials AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_variant_id, material_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_variant_materials
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_product_journey_steps AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_product_id, sort_index, facility_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_product_journey_steps
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_variant_journey_steps AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_variant_id, sort_index, facility_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_variant_journey_steps
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_product_eco_claims AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_product_id, eco_claim_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_product_eco_claims
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;
DELETE FROM public.staging_variant_eco_claims AS s
USING (
    SELECT staging_id, row_number() OVER (PARTITION BY staging_variant_id, eco_claim_key ORDER BY created_at, staging_id) AS place
    FROM public.staging_variant_eco_claims
) AS same
WHERE same.staging_id = s.staging_id AND same.place > 1;

ALTER TABLE public.staging_products
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_products_job_id_fkey,
ADD CONSTRAINT staging_products_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_products_manufacturer_id_fkey FOREIGN KEY (manufacturer_id)
REFERENCES public.brand_manufacturers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
ADD CONSTRAINT staging_products_category_id_fkey FOREIGN KEY (category_id)
REFERENCES public.taxonomy_categories (id) ON DELETE RESTRICT ON UPDATE CASCADE,
ADD CONSTRAINT staging_products_season_id_fkey FOREIGN KEY (season_id)
REFERENCES public.brand_seasons (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_products_manufacturer_id_idx ON public.staging_products (manufacturer_id) WHERE manufacturer_id IS NOT NULL;
CREATE INDEX staging_products_category_id_idx ON public.staging_products (category_id) WHERE category_id IS NOT NULL;
CREATE INDEX staging_products_season_id_idx ON public.staging_products (season_id) WHERE season_id IS NOT NULL;
ALTER TABLE public.staging_product_variants
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_product_variants_job_id_fkey,
ADD CONSTRAINT staging_product_variants_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_variants_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX staging_product_variants_staging_product_id_idx ON public.staging_product_variants (staging_product_id);
ALTER TABLE public.staging_variant_attributes
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ALTER COLUMN sort_order SET DEFAULT 0,
DROP CONSTRAINT staging_variant_attributes_job_id_fkey,
ADD CONSTRAINT staging_variant_attributes_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_attributes_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_attributes_attribute_id_fkey FOREIGN KEY (attribute_id)
REFERENCES public.brand_attributes (id) ON DELETE RESTRICT ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_attributes_attribute_value_id_fkey FOREIGN KEY (attribute_value_id)
REFERENCES public.brand_attribute_values (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_variant_attributes_staging_variant_id_idx ON public.staging_variant_attributes (staging_variant_id);
CREATE UNIQUE INDEX staging_variant_attributes_unique ON public.staging_variant_attributes (staging_variant_id, attribute_key);
CREATE INDEX staging_variant_attributes_attribute_id_idx ON public.staging_variant_attributes (attribute_id) WHERE attribute_id IS NOT NULL;
CREATE INDEX staging_variant_attributes_attribute_value_id_idx ON public.staging_variant_attributes (attribute_value_id) WHERE attribute_value_id IS NOT NULL;
ALTER TABLE public.staging_product_tags
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_product_tags_job_id_fkey,
ADD CONSTRAINT staging_product_tags_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_tags_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_tags_tag_id_fkey FOREIGN KEY (tag_id)
REFERENCES public.brand_tags (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_product_tags_staging_product_id_idx ON public.staging_product_tags (staging_product_id);
CREATE UNIQUE INDEX staging_product_tags_unique ON public.staging_product_tags (staging_product_id, tag_key);
CREATE INDEX staging_product_tags_tag_id_idx ON public.staging_product_tags (tag_id) WHERE tag_id IS NOT NULL;
ALTER TABLE public.staging_product_weight
DROP CONSTRAINT staging_product_weight_job_id_fkey,
ADD CONSTRAINT staging_product_weight_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_weight_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE public.staging_variant_weight
DROP CONSTRAINT staging_variant_weight_job_id_fkey,
ADD CONSTRAINT staging_variant_weight_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_weight_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE public.staging_product_environment
DROP CONSTRAINT staging_product_environment_job_id_fkey,
ADD CONSTRAINT staging_product_environment_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_environment_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE public.staging_variant_environment
DROP CONSTRAINT staging_variant_environment_job_id_fkey,
ADD CONSTRAINT staging_variant_environment_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_environment_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE public.staging_product_materials
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_product_materials_job_id_fkey,
ADD CONSTRAINT staging_product_materials_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_materials_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_materials_brand_material_id_fkey FOREIGN KEY (brand_material_id)
REFERENCES public.brand_materials (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_product_materials_staging_product_id_idx ON public.staging_product_materials (staging_product_id);
CREATE UNIQUE INDEX staging_product_materials_unique ON public.staging_product_materials (staging_product_id, material_key);
CREATE INDEX staging_product_materials_brand_material_id_idx ON public.staging_product_materials (brand_material_id) WHERE brand_material_id IS NOT NULL;
ALTER TABLE public.staging_variant_materials
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_variant_materials_job_id_fkey,
ADD CONSTRAINT staging_variant_materials_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_materials_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_materials_brand_material_id_fkey FOREIGN KEY (brand_material_id)
REFERENCES public.brand_materials (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_variant_materials_staging_variant_id_idx ON public.staging_variant_materials (staging_variant_id);
CREATE UNIQUE INDEX staging_variant_materials_unique ON public.staging_variant_materials (staging_variant_id, material_key);
CREATE INDEX staging_variant_materials_brand_material_id_idx ON public.staging_variant_materials (brand_material_id) WHERE brand_material_id IS NOT NULL;
ALTER TABLE public.staging_product_journey_steps
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_product_journey_steps_job_id_fkey,
ADD CONSTRAINT staging_product_journey_steps_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_journey_steps_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_journey_steps_facility_id_fkey FOREIGN KEY (facility_id)
REFERENCES public.brand_facilities (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_product_journey_steps_staging_product_id_idx ON public.staging_product_journey_steps (staging_product_id);
CREATE UNIQUE INDEX staging_product_journey_steps_unique ON public.staging_product_journey_steps (staging_product_id, sort_index, facility_key);
CREATE INDEX staging_product_journey_steps_facility_id_idx ON public.staging_product_journey_steps (facility_id) WHERE facility_id IS NOT NULL;
ALTER TABLE public.staging_variant_journey_steps
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_variant_journey_steps_job_id_fkey,
ADD CONSTRAINT staging_variant_journey_steps_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_journey_steps_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_journey_steps_facility_id_fkey FOREIGN KEY (facility_id)
REFERENCES public.brand_facilities (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_variant_journey_steps_staging_variant_id_idx ON public.staging_variant_journey_steps (staging_variant_id);
CREATE UNIQUE INDEX staging_variant_journey_steps_unique ON public.staging_variant_journey_steps (staging_variant_id, sort_index, facility_key);
CREATE INDEX staging_variant_journey_steps_facility_id_idx ON public.staging_variant_journey_steps (facility_id) WHERE facility_id IS NOT NULL;
ALTER TABLE public.staging_product_eco_claims
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_product_eco_claims_job_id_fkey,
ADD CONSTRAINT staging_product_eco_claims_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_eco_claims_staging_product_id_fkey FOREIGN KEY (staging_product_id)
REFERENCES public.staging_products (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_product_eco_claims_eco_claim_id_fkey FOREIGN KEY (eco_claim_id)
REFERENCES public.brand_eco_claims (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_product_eco_claims_staging_product_id_idx ON public.staging_product_eco_claims (staging_product_id);
CREATE UNIQUE INDEX staging_product_eco_claims_unique ON public.staging_product_eco_claims (staging_product_id, eco_claim_key);
CREATE INDEX staging_product_eco_claims_eco_claim_id_idx ON public.staging_product_eco_claims (eco_claim_id) WHERE eco_claim_id IS NOT NULL;
ALTER TABLE public.staging_variant_eco_claims
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
DROP CONSTRAINT staging_variant_eco_claims_job_id_fkey,
ADD CONSTRAINT staging_variant_eco_claims_job_id_fkey FOREIGN KEY (job_id)
REFERENCES public.import_jobs (id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_eco_claims_staging_variant_id_fkey FOREIGN KEY (staging_variant_id)
REFERENCES public.staging_product_variants (staging_id) ON DELETE CASCADE ON UPDATE CASCADE,
ADD CONSTRAINT staging_variant_eco_claims_eco_claim_id_fkey FOREIGN KEY (eco_claim_id)
REFERENCES public.brand_eco_claims (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX staging_variant_eco_claims_staging_variant_id_idx ON public.staging_variant_eco_claims (staging_variant_id);
CREATE UNIQUE INDEX staging_variant_eco_claims_unique ON public.staging_variant_eco_claims (staging_variant_id, eco_claim_key);
CREATE INDEX staging_variant_eco_claims_eco_claim_id_idx ON public.staging_variant_eco_claims (eco_claim_id) WHERE eco_claim_id IS NOT NULL;
