-- Back to the tables of the baseline. No row of theirs is lost: what may be missing now stays allowed to be.

ALTER TABLE brand_manufacturers DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_seasons DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_tags DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_attributes DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_materials DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_facilities DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_eco_claims DROP COLUMN name_key, ADD UNIQUE (brand_id, name);
ALTER TABLE brand_attribute_values DROP COLUMN name_key, ADD UNIQUE (attribute_id, name);

ALTER TABLE products
DROP COLUMN handle_key,
DROP COLUMN last_import_job_id,
ADD UNIQUE (brand_id, product_handle);
ALTER TABLE product_variants
DROP COLUMN barcode_key,
ALTER COLUMN sku TYPE text COLLATE "default",
ADD UNIQUE (brand_id, barcode);

ALTER TABLE taxonomy_categories DROP COLUMN path, DROP COLUMN path_key;
ALTER TABLE brands DROP COLUMN import_enabled;

ALTER TABLE value_mappings
DROP CONSTRAINT value_mappings_kind_check,
DROP CONSTRAINT value_mappings_attribute_check,
DROP COLUMN attribute_id,
DROP COLUMN raw_key,
DROP COLUMN created_by;
-- Two attributes may each have mapped the same word; then the words cannot be unique again.
DO $$
BEGIN
    ALTER TABLE value_mappings ADD UNIQUE (brand_id, kind, raw_name);
EXCEPTION WHEN unique_violation THEN
    CREATE INDEX value_mappings_brand_id_kind_raw_name_key ON value_mappings (brand_id, kind, raw_name);
END
$$;

ALTER TABLE import_jobs
DROP CONSTRAINT import_jobs_status_check,
DROP COLUMN mode,
DROP COLUMN has_exportable_failures,
DROP COLUMN progress,
DROP COLUMN layout,
DROP COLUMN options,
DROP COLUMN error,
DROP COLUMN attempt,
DROP COLUMN created_by,
DROP COLUMN file_uri,
DROP COLUMN file_sha256,
DROP COLUMN corrections_downloaded_at,
DROP COLUMN undone_at,
DROP COLUMN superseded_by;
UPDATE import_jobs
SET
    status = coalesce(
        summary ->> 'status_before',
        CASE status
            WHEN 'PROCESSING' THEN 'VALIDATING'
            WHEN 'COMPLETED_WITH_FAILURES' THEN 'COMPLETED'
            WHEN 'DISMISSED' THEN 'CANCELLED'
            ELSE status
        END
    ),
    summary = summary - 'status_before';

ALTER TABLE staging_products
DROP CONSTRAINT staging_products_action_check,
DROP COLUMN handle_key,
DROP COLUMN manufacturer_name,
DROP COLUMN manufacturer_key,
DROP COLUMN category_path,
DROP COLUMN season_name,
DROP COLUMN season_key,
DROP COLUMN row_status,
DROP COLUMN errors,
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ALTER COLUMN action SET DEFAULT 'CREATE',
ADD FOREIGN KEY (manufacturer_id) REFERENCES brand_manufacturers (id) NOT VALID,
ADD FOREIGN KEY (category_id) REFERENCES taxonomy_categories (id) NOT VALID,
ADD FOREIGN KEY (season_id) REFERENCES brand_seasons (id) NOT VALID;
DROP INDEX staging_products_job_id_row_number_idx;
CREATE INDEX staging_products_job_id_idx ON staging_products (job_id);

ALTER TABLE staging_product_variants
DROP CONSTRAINT staging_product_variants_action_check,
DROP COLUMN barcode,
DROP COLUMN barcode_key,
DROP COLUMN sku,
DROP COLUMN name_override,
DROP COLUMN description_override,
DROP COLUMN image_path_override,
DROP COLUMN row_status,
DROP COLUMN errors,
ADD COLUMN color_id uuid,
ADD COLUMN size_id uuid,
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ALTER COLUMN action SET DEFAULT 'CREATE',
ADD FOREIGN KEY (staging_product_id) REFERENCES staging_products (staging_id) ON DELETE CASCADE NOT VALID;
DROP INDEX staging_product_variants_job_id_row_number_idx;
CREATE INDEX staging_product_variants_job_id_idx ON staging_product_variants (job_id);
CREATE INDEX staging_product_variants_staging_product_id_idx ON staging_product_variants (staging_product_id);

ALTER TABLE staging_product_environment
ADD FOREIGN KEY (staging_product_id) REFERENCES staging_products (staging_id) ON DELETE CASCADE NOT VALID;

ALTER TABLE staging_product_eco_claims RENAME TO staging_eco_claims;
ALTER TABLE staging_eco_claims RENAME CONSTRAINT staging_product_eco_claims_pkey TO staging_eco_claims_pkey;
ALTER TABLE staging_eco_claims
RENAME CONSTRAINT staging_product_eco_claims_job_id_fkey TO staging_eco_claims_job_id_fkey;

ALTER TABLE staging_product_materials
DROP COLUMN material_name,
DROP COLUMN material_key,
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ADD FOREIGN KEY (brand_material_id) REFERENCES brand_materials (id) NOT VALID,
ADD FOREIGN KEY (staging_product_id) REFERENCES staging_products (staging_id) ON DELETE CASCADE NOT VALID;
CREATE INDEX staging_product_materials_staging_product_id_idx ON staging_product_materials (staging_product_id);

ALTER TABLE staging_product_journey_steps
DROP COLUMN facility_name,
DROP COLUMN facility_key,
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ADD FOREIGN KEY (facility_id) REFERENCES brand_facilities (id) NOT VALID,
ADD FOREIGN KEY (staging_product_id) REFERENCES staging_products (staging_id) ON DELETE CASCADE NOT VALID;
CREATE INDEX staging_product_journey_steps_staging_product_id_idx ON staging_product_journey_steps (staging_product_id);

ALTER TABLE staging_eco_claims
DROP COLUMN eco_claim_name,
DROP COLUMN eco_claim_key,
ALTER COLUMN staging_id SET DEFAULT gen_random_uuid(),
ADD FOREIGN KEY (eco_claim_id) REFERENCES brand_eco_claims (id) NOT VALID,
ADD FOREIGN KEY (staging_product_id) REFERENCES staging_products (staging_id) ON DELETE CASCADE NOT VALID;
ALTER INDEX staging_product_eco_claims_job_id_idx RENAME TO staging_eco_claims_job_id_idx;
CREATE INDEX staging_eco_claims_staging_product_id_idx ON staging_eco_claims (staging_product_id);
