-- The tables as they stood before the import was rebuilt: staging with colours and sizes, jobs without a mode.

CREATE TABLE brands (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE brand_members (
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    email text NOT NULL,
    role text NOT NULL DEFAULT 'member',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, email),
    CONSTRAINT brand_members_role_check CHECK (role IN ('owner', 'member', 'viewer')),
    CONSTRAINT brand_members_email_check CHECK (email = lower(email) AND email LIKE '%_@_%')
);
CREATE INDEX brand_members_email_idx ON brand_members (email);

CREATE TABLE taxonomy_categories (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    parent_id uuid REFERENCES taxonomy_categories (id)
);
CREATE INDEX taxonomy_categories_parent_id_idx ON taxonomy_categories (parent_id);

CREATE TABLE value_mappings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    kind text NOT NULL,
    raw_name text NOT NULL,
    entity_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, kind, raw_name)
);

CREATE TABLE import_jobs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    filename text NOT NULL,
    -- PENDING, VALIDATING, VALIDATED, COMMITTING, COMPLETED, FAILED, CANCELLED
    status text NOT NULL DEFAULT 'PENDING',
    summary jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX import_jobs_brand_id_created_at_idx ON import_jobs (brand_id, created_at);

CREATE TABLE brand_manufacturers (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_seasons (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_tags (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_attributes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_materials (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_facilities (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_eco_claims (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, name)
);

CREATE TABLE brand_attribute_values (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    attribute_id uuid NOT NULL REFERENCES brand_attributes (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (attribute_id, name),
    UNIQUE (attribute_id, id)
);
CREATE INDEX brand_attribute_values_brand_id_idx ON brand_attribute_values (brand_id);

CREATE TABLE products (
    id uuid PRIMARY KEY,
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    product_handle text NOT NULL,
    name text NOT NULL,
    description text,
    image_path text,
    manufacturer_id uuid REFERENCES brand_manufacturers (id),
    category_id uuid REFERENCES taxonomy_categories (id),
    season_id uuid REFERENCES brand_seasons (id),
    status text NOT NULL DEFAULT 'unpublished',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, product_handle)
);
CREATE INDEX products_manufacturer_id_idx ON products (manufacturer_id);
CREATE INDEX products_category_id_idx ON products (category_id);
CREATE INDEX products_season_id_idx ON products (season_id);

CREATE TABLE product_variants (
    id uuid PRIMARY KEY,
    brand_id uuid NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    barcode text,
    sku text,
    name text,
    description text,
    image_path text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (brand_id, barcode),
    UNIQUE (brand_id, sku)
);
CREATE INDEX product_variants_product_id_idx ON product_variants (product_id);

CREATE TABLE product_variant_attributes (
    variant_id uuid NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    attribute_id uuid NOT NULL,
    attribute_value_id uuid NOT NULL,
    sort_order integer NOT NULL,
    PRIMARY KEY (variant_id, attribute_id),
    CONSTRAINT product_variant_attributes_attribute_id_fkey FOREIGN KEY (attribute_id, attribute_value_id)
    REFERENCES brand_attribute_values (attribute_id, id)
);
CREATE INDEX product_variant_attributes_attribute_id_attribute_value_id_idx
ON product_variant_attributes (attribute_id, attribute_value_id);

CREATE TABLE product_tags (
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    tag_id uuid NOT NULL REFERENCES brand_tags (id),
    PRIMARY KEY (product_id, tag_id)
);
CREATE INDEX product_tags_tag_id_idx ON product_tags (tag_id);

CREATE TABLE product_weight (
    product_id uuid PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    weight numeric(10, 2) NOT NULL,
    weight_unit text NOT NULL DEFAULT 'g',
    CONSTRAINT product_weight_weight_check CHECK (weight >= 0),
    CONSTRAINT product_weight_weight_unit_check CHECK (weight_unit IN ('g', 'kg', 'oz', 'lb'))
);

CREATE TABLE product_environment (
    product_id uuid PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    carbon_kg_co2e numeric(12, 4),
    water_liters numeric(12, 2),
    CONSTRAINT product_environment_carbon_kg_co2e_check CHECK (carbon_kg_co2e >= 0),
    CONSTRAINT product_environment_water_liters_check CHECK (water_liters >= 0)
);

CREATE TABLE product_materials (
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    brand_material_id uuid NOT NULL REFERENCES brand_materials (id),
    percentage numeric(6, 2),
    PRIMARY KEY (product_id, brand_material_id),
    CONSTRAINT product_materials_percentage_check CHECK (percentage >= 0)
);
CREATE INDEX product_materials_brand_material_id_idx ON product_materials (brand_material_id);

CREATE TABLE product_journey_steps (
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    sort_index integer NOT NULL,
    step_type text NOT NULL,
    facility_id uuid NOT NULL REFERENCES brand_facilities (id),
    PRIMARY KEY (product_id, sort_index, facility_id)
);
CREATE INDEX product_journey_steps_facility_id_idx ON product_journey_steps (facility_id);

CREATE TABLE product_eco_claims (
    product_id uuid NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    eco_claim_id uuid NOT NULL REFERENCES brand_eco_claims (id),
    PRIMARY KEY (product_id, eco_claim_id)
);
CREATE INDEX product_eco_claims_eco_claim_id_idx ON product_eco_claims (eco_claim_id);

CREATE TABLE variant_weight (
    variant_id uuid PRIMARY KEY REFERENCES product_variants (id) ON DELETE CASCADE,
    weight numeric(10, 2) NOT NULL,
    weight_unit text NOT NULL DEFAULT 'g',
    CONSTRAINT variant_weight_weight_check CHECK (weight >= 0),
    CONSTRAINT variant_weight_weight_unit_check CHECK (weight_unit IN ('g', 'kg', 'oz', 'lb'))
);

CREATE TABLE variant_environment (
    variant_id uuid PRIMARY KEY REFERENCES product_variants (id) ON DELETE CASCADE,
    carbon_kg_co2e numeric(12, 4),
    water_liters numeric(12, 2),
    CONSTRAINT variant_environment_carbon_kg_co2e_check CHECK (carbon_kg_co2e >= 0),
    CONSTRAINT variant_environment_water_liters_check CHECK (water_liters >= 0)
);

CREATE TABLE variant_materials (
    variant_id uuid NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    brand_material_id uuid NOT NULL REFERENCES brand_materials (id),
    percentage numeric(6, 2),
    PRIMARY KEY (variant_id, brand_material_id),
    CONSTRAINT variant_materials_percentage_check CHECK (percentage >= 0)
);
CREATE INDEX variant_materials_brand_material_id_idx ON variant_materials (brand_material_id);

CREATE TABLE variant_journey_steps (
    variant_id uuid NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    sort_index integer NOT NULL,
    step_type text NOT NULL,
    facility_id uuid NOT NULL REFERENCES brand_facilities (id),
    PRIMARY KEY (variant_id, sort_index, facility_id)
);
CREATE INDEX variant_journey_steps_facility_id_idx ON variant_journey_steps (facility_id);

CREATE TABLE variant_eco_claims (
    variant_id uuid NOT NULL REFERENCES product_variants (id) ON DELETE CASCADE,
    eco_claim_id uuid NOT NULL REFERENCES brand_eco_claims (id),
    PRIMARY KEY (variant_id, eco_claim_id)
);
CREATE INDEX variant_eco_claims_eco_claim_id_idx ON variant_eco_claims (eco_claim_id);

CREATE TABLE staging_products (
    staging_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    row_number integer NOT NULL,
    action text NOT NULL DEFAULT 'CREATE',
    id uuid NOT NULL,
    existing_product_id uuid,
    product_handle text NOT NULL,
    name text NOT NULL,
    description text,
    image_path text,
    manufacturer_id uuid REFERENCES brand_manufacturers (id),
    category_id uuid REFERENCES taxonomy_categories (id),
    season_id uuid REFERENCES brand_seasons (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_products_job_id_idx ON staging_products (job_id);

CREATE TABLE staging_product_variants (
    staging_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    staging_product_id uuid NOT NULL REFERENCES staging_products (staging_id) ON DELETE CASCADE,
    row_number integer NOT NULL,
    action text NOT NULL DEFAULT 'CREATE',
    id uuid NOT NULL,
    existing_variant_id uuid,
    product_id uuid NOT NULL,
    color_id uuid,
    size_id uuid,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_product_variants_job_id_idx ON staging_product_variants (job_id);
CREATE INDEX staging_product_variants_staging_product_id_idx ON staging_product_variants (staging_product_id);

CREATE TABLE staging_product_materials (
    staging_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    staging_product_id uuid NOT NULL REFERENCES staging_products (staging_id) ON DELETE CASCADE,
    brand_material_id uuid NOT NULL REFERENCES brand_materials (id),
    percentage numeric(6, 2),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_product_materials_job_id_idx ON staging_product_materials (job_id);
CREATE INDEX staging_product_materials_staging_product_id_idx ON staging_product_materials (staging_product_id);

CREATE TABLE staging_product_journey_steps (
    staging_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    staging_product_id uuid NOT NULL REFERENCES staging_products (staging_id) ON DELETE CASCADE,
    sort_index integer NOT NULL,
    step_type text NOT NULL,
    facility_id uuid NOT NULL REFERENCES brand_facilities (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_product_journey_steps_job_id_idx ON staging_product_journey_steps (job_id);
CREATE INDEX staging_product_journey_steps_staging_product_id_idx
ON staging_product_journey_steps (staging_product_id);

CREATE TABLE staging_product_environment (
    staging_product_id uuid PRIMARY KEY REFERENCES staging_products (staging_id) ON DELETE CASCADE,
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    carbon_kg_co2e numeric(12, 4),
    water_liters numeric(12, 2),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_product_environment_job_id_idx ON staging_product_environment (job_id);

CREATE TABLE staging_eco_claims (
    staging_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id uuid NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    staging_product_id uuid NOT NULL REFERENCES staging_products (staging_id) ON DELETE CASCADE,
    eco_claim_id uuid NOT NULL REFERENCES brand_eco_claims (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staging_eco_claims_job_id_idx ON staging_eco_claims (job_id);
CREATE INDEX staging_eco_claims_staging_product_id_idx ON staging_eco_claims (staging_product_id);
