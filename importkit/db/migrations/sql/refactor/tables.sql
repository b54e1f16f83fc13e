-- The tables that are new: variants' own values in staging, and what is kept of each job.

CREATE TABLE import_findings (
    job_id UUID NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    sheet TEXT DEFAULT '' NOT NULL,
    row_number INTEGER,
    column_name TEXT DEFAULT '' NOT NULL,
    cell TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    message TEXT NOT NULL,
    hint TEXT DEFAULT '' NOT NULL,
    suggestion TEXT DEFAULT '' NOT NULL,
    product_handle TEXT DEFAULT '' NOT NULL,
    CONSTRAINT import_findings_pkey PRIMARY KEY (job_id, position),
    CONSTRAINT import_findings_severity_check CHECK (severity IN ('error', 'warning', 'info')),
    CONSTRAINT import_findings_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);

CREATE TABLE import_row_outcomes (
    job_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    product_id UUID,
    variant_id UUID,
    outcome TEXT NOT NULL,
    CONSTRAINT import_row_outcomes_pkey PRIMARY KEY (job_id, row_number),
    CONSTRAINT import_row_outcomes_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);

CREATE TABLE import_rows (
    job_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    product_handle TEXT,
    cells JSONB NOT NULL,
    blocked_by_row INTEGER,
    CONSTRAINT import_rows_pkey PRIMARY KEY (job_id, row_number),
    CONSTRAINT import_rows_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);

CREATE TABLE staging_product_tags (
    job_id UUID NOT NULL,
    staging_id UUID NOT NULL,
    staging_product_id UUID NOT NULL,
    tag_name TEXT NOT NULL,
    tag_key TEXT COLLATE "C" NOT NULL,
    tag_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_product_tags_pkey PRIMARY KEY (staging_id),
    CONSTRAINT staging_product_tags_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_product_tags_job_id_idx ON staging_product_tags (job_id);

CREATE TABLE staging_product_weight (
    job_id UUID NOT NULL,
    staging_product_id UUID NOT NULL,
    weight NUMERIC(10, 2),
    weight_unit TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_product_weight_pkey PRIMARY KEY (staging_product_id),
    CONSTRAINT staging_product_weight_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_product_weight_job_id_idx ON staging_product_weight (job_id);

CREATE TABLE staging_variant_attributes (
    job_id UUID NOT NULL,
    staging_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    attribute_name TEXT NOT NULL,
    attribute_key TEXT COLLATE "C" NOT NULL,
    attribute_id UUID,
    value_name TEXT NOT NULL,
    value_key TEXT COLLATE "C" NOT NULL,
    attribute_value_id UUID,
    sort_order INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_attributes_pkey PRIMARY KEY (staging_id),
    CONSTRAINT staging_variant_attributes_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_attributes_job_id_idx ON staging_variant_attributes (job_id);

CREATE TABLE staging_variant_eco_claims (
    job_id UUID NOT NULL,
    staging_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    eco_claim_name TEXT NOT NULL,
    eco_claim_key TEXT COLLATE "C" NOT NULL,
    eco_claim_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_eco_claims_pkey PRIMARY KEY (staging_id),
    CONSTRAINT staging_variant_eco_claims_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_eco_claims_job_id_idx ON staging_variant_eco_claims (job_id);

CREATE TABLE staging_variant_environment (
    job_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    carbon_kg_co2e NUMERIC(12, 4),
    water_liters NUMERIC(12, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_environment_pkey PRIMARY KEY (staging_variant_id),
    CONSTRAINT staging_variant_environment_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_environment_job_id_idx ON staging_variant_environment (job_id);

CREATE TABLE staging_variant_journey_steps (
    job_id UUID NOT NULL,
    staging_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    sort_index INTEGER NOT NULL,
    step_type TEXT NOT NULL,
    facility_name TEXT NOT NULL,
    facility_key TEXT COLLATE "C" NOT NULL,
    facility_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_journey_steps_pkey PRIMARY KEY (staging_id),
    CONSTRAINT staging_variant_journey_steps_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_journey_steps_job_id_idx ON staging_variant_journey_steps (job_id);

CREATE TABLE staging_variant_materials (
    job_id UUID NOT NULL,
    staging_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    material_name TEXT NOT NULL,
    material_key TEXT COLLATE "C" NOT NULL,
    brand_material_id UUID,
    percentage NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_materials_pkey PRIMARY KEY (staging_id),
    CONSTRAINT staging_variant_materials_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_materials_job_id_idx ON staging_variant_materials (job_id);

CREATE TABLE staging_variant_weight (
    job_id UUID NOT NULL,
    staging_variant_id UUID NOT NULL,
    weight NUMERIC(10, 2),
    weight_unit TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT staging_variant_weight_pkey PRIMARY KEY (staging_variant_id),
    CONSTRAINT staging_variant_weight_job_id_fkey FOREIGN KEY(job_id) REFERENCES import_jobs (id) ON DELETE CASCADE
);
CREATE INDEX staging_variant_weight_job_id_idx ON staging_variant_weight (job_id);
