-- What holds from now on, once every old row has its keys.

ALTER TABLE brand_manufacturers
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_manufacturers_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_seasons
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_seasons_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_tags
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_tags_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_attributes
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_attributes_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_materials
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_materials_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_facilities
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_facilities_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_eco_claims
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_eco_claims_brand_id_name_key,
ADD UNIQUE (brand_id, name_key);
ALTER TABLE brand_attribute_values
ALTER COLUMN name_key SET NOT NULL,
DROP CONSTRAINT brand_attribute_values_attribute_id_name_key,
ADD UNIQUE (attribute_id, name_key);

ALTER TABLE taxonomy_categories
ALTER COLUMN path SET NOT NULL,
ALTER COLUMN path_key SET NOT NULL,
ADD CONSTRAINT taxonomy_categories_path_key UNIQUE (path),
ADD CONSTRAINT taxonomy_categories_path_key_key UNIQUE (path_key);

ALTER TABLE value_mappings
ALTER COLUMN raw_key SET NOT NULL,
DROP CONSTRAINT value_mappings_brand_id_kind_raw_name_key,
ADD CONSTRAINT value_mappings_brand_id_kind_attribute_id_raw_key_key
UNIQUE NULLS NOT DISTINCT (brand_id, kind, attribute_id, raw_key),
ADD CONSTRAINT value_mappings_kind_check CHECK (
    kind IN (
        'manufacturer', 'season', 'tag', 'attribute', 'attribute_value', 'material', 'facility', 'eco_claim', 'category'
    )
),
ADD CONSTRAINT value_mappings_attribute_check CHECK ((kind = 'attribute_value') = (attribute_id IS NOT NULL));
CREATE INDEX value_mappings_attribute_id_idx ON value_mappings (attribute_id);

ALTER TABLE import_jobs
ADD CONSTRAINT import_jobs_mode_check CHECK (mode IN ('CREATE', 'ENRICH')),
ADD CONSTRAINT import_jobs_status_check CHECK (
    status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'COMPLETED_WITH_FAILURES', 'FAILED', 'DISMISSED')
),
ADD CONSTRAINT import_jobs_attempt_check CHECK (attempt >= 0);
CREATE INDEX import_jobs_superseded_by_idx ON import_jobs (superseded_by);

ALTER TABLE products
ALTER COLUMN handle_key SET NOT NULL,
DROP CONSTRAINT products_brand_id_product_handle_key,
ADD UNIQUE (brand_id, handle_key);

ALTER TABLE product_variants
DROP CONSTRAINT product_variants_brand_id_barcode_key,
ADD CONSTRAINT product_variants_brand_id_barcode_key_key UNIQUE (brand_id, barcode_key);

-- Staging: entities exist only from the commit on, so ids may be missing and are no references;
-- a child is kept together with its owner by their job.
ALTER TABLE staging_products
ALTER COLUMN staging_id DROP DEFAULT,
ALTER COLUMN id DROP NOT NULL,
ALTER COLUMN product_handle DROP NOT NULL,
ALTER COLUMN name DROP NOT NULL,
ALTER COLUMN action DROP NOT NULL,
ALTER COLUMN action DROP DEFAULT,
DROP CONSTRAINT staging_products_manufacturer_id_fkey,
DROP CONSTRAINT staging_products_category_id_fkey,
DROP CONSTRAINT staging_products_season_id_fkey,
ADD CONSTRAINT staging_products_row_status_check CHECK (row_status IN ('PENDING', 'COMMITTED', 'FAILED')),
ADD CONSTRAINT staging_products_action_check CHECK (action IN ('CREATE', 'UPDATE', 'NONE'));
DROP INDEX staging_products_job_id_idx;
CREATE INDEX staging_products_job_id_row_number_idx ON staging_products (job_id, row_number);

ALTER TABLE staging_product_variants
ALTER COLUMN staging_id DROP DEFAULT,
ALTER COLUMN id DROP NOT NULL,
ALTER COLUMN product_id DROP NOT NULL,
ALTER COLUMN action DROP NOT NULL,
ALTER COLUMN action DROP DEFAULT,
DROP CONSTRAINT staging_product_variants_staging_product_id_fkey,
ADD CONSTRAINT staging_product_variants_row_status_check CHECK (row_status IN ('PENDING', 'COMMITTED', 'FAILED')),
ADD CONSTRAINT staging_product_variants_action_check CHECK (action IN ('CREATE', 'UPDATE', 'NONE'));
DROP INDEX staging_product_variants_job_id_idx;
DROP INDEX staging_product_variants_staging_product_id_idx;
CREATE INDEX staging_product_variants_job_id_row_number_idx ON staging_product_variants (job_id, row_number);

ALTER TABLE staging_product_environment DROP CONSTRAINT staging_product_environment_staging_product_id_fkey;

ALTER TABLE staging_product_materials
ALTER COLUMN staging_id DROP DEFAULT,
ALTER COLUMN material_name SET NOT NULL,
ALTER COLUMN material_key SET NOT NULL,
ALTER COLUMN brand_material_id DROP NOT NULL,
DROP CONSTRAINT staging_product_materials_brand_material_id_fkey,
DROP CONSTRAINT staging_product_materials_staging_product_id_fkey;
DROP INDEX staging_product_materials_staging_product_id_idx;

ALTER TABLE staging_product_journey_steps
ALTER COLUMN staging_id DROP DEFAULT,
ALTER COLUMN facility_name SET NOT NULL,
ALTER COLUMN facility_key SET NOT NULL,
ALTER COLUMN facility_id DROP NOT NULL,
DROP CONSTRAINT staging_product_journey_steps_facility_id_fkey,
DROP CONSTRAINT staging_product_journey_steps_staging_product_id_fkey;
DROP INDEX staging_product_journey_steps_staging_product_id_idx;

ALTER TABLE staging_product_eco_claims
ALTER COLUMN staging_id DROP DEFAULT,
ALTER COLUMN eco_claim_name SET NOT NULL,
ALTER COLUMN eco_claim_key SET NOT NULL,
ALTER COLUMN eco_claim_id DROP NOT NULL,
DROP CONSTRAINT staging_eco_claims_eco_claim_id_fkey,
DROP CONSTRAINT staging_eco_claims_staging_product_id_fkey;
ALTER INDEX staging_eco_claims_job_id_idx RENAME TO staging_product_eco_claims_job_id_idx;
DROP INDEX staging_eco_claims_staging_product_id_idx;

ALTER TABLE staging_product_eco_claims RENAME CONSTRAINT staging_eco_claims_pkey TO staging_product_eco_claims_pkey;
ALTER TABLE staging_product_eco_claims
RENAME CONSTRAINT staging_eco_claims_job_id_fkey TO staging_product_eco_claims_job_id_fkey;
