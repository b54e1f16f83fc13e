-- New columns, and what the old rows have to say in them. Keys follow: they are computed outside.

ALTER TABLE brands ADD COLUMN import_enabled boolean NOT NULL DEFAULT true;

ALTER TABLE taxonomy_categories
ADD COLUMN path text,
ADD COLUMN path_key text COLLATE "C";

WITH RECURSIVE tree AS (
    SELECT id, name AS path FROM taxonomy_categories WHERE parent_id IS NULL
    UNION ALL
    SELECT c.id, tree.path || ' > ' || c.name
    FROM taxonomy_categories AS c INNER JOIN tree ON c.parent_id = tree.id
)
UPDATE taxonomy_categories AS c SET path = tree.path FROM tree WHERE tree.id = c.id;
-- Two siblings of one name: the second one is told apart by its id.
UPDATE taxonomy_categories AS c SET path = c.path || ' ' || c.id
FROM (SELECT id, row_number() OVER (PARTITION BY path ORDER BY id) AS place FROM taxonomy_categories) AS same
WHERE same.id = c.id AND same.place > 1;

ALTER TABLE value_mappings
ADD COLUMN attribute_id uuid REFERENCES brand_attributes (id) ON DELETE CASCADE,
ADD COLUMN raw_key text COLLATE "C",
ADD COLUMN created_by text;
UPDATE value_mappings AS m SET attribute_id = v.attribute_id
FROM brand_attribute_values AS v WHERE m.kind = 'attribute_value' AND v.id = m.entity_id;
-- Colours and sizes are attributes now; mappings onto them stay in the backup copy.
DELETE FROM value_mappings
WHERE kind NOT IN (
    'manufacturer', 'season', 'tag', 'attribute', 'attribute_value', 'material', 'facility', 'eco_claim', 'category'
) OR (kind = 'attribute_value') <> (attribute_id IS NOT NULL);

ALTER TABLE import_jobs
ADD COLUMN mode text NOT NULL DEFAULT 'CREATE',
ADD COLUMN has_exportable_failures boolean NOT NULL DEFAULT false,
ADD COLUMN progress jsonb,
ADD COLUMN layout jsonb,
ADD COLUMN options jsonb NOT NULL DEFAULT '{}'::jsonb,
ADD COLUMN error text,
ADD COLUMN attempt integer NOT NULL DEFAULT 0,
ADD COLUMN created_by text,
ADD COLUMN file_uri text,
ADD COLUMN file_sha256 text,
ADD COLUMN corrections_downloaded_at timestamptz,
ADD COLUMN undone_at timestamptz,
ADD COLUMN superseded_by uuid REFERENCES import_jobs (id) ON DELETE SET NULL;

-- Words of the old flow with its approval; the summary keeps each as it was.
UPDATE import_jobs
SET
    summary = jsonb_set(
        CASE WHEN jsonb_typeof(summary) = 'object' THEN summary ELSE '{}'::jsonb END,
        '{status_before}', to_jsonb(status)
    ),
    status = CASE WHEN status IN ('VALIDATED', 'COMMITTING') THEN 'COMPLETED' ELSE 'FAILED' END
WHERE status NOT IN ('PENDING', 'PROCESSING', 'COMPLETED', 'COMPLETED_WITH_FAILURES', 'FAILED', 'DISMISSED');

ALTER TABLE brand_manufacturers ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_seasons ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_tags ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_attributes ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_attribute_values ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_materials ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_facilities ADD COLUMN name_key text COLLATE "C";
ALTER TABLE brand_eco_claims ADD COLUMN name_key text COLLATE "C";

ALTER TABLE products
ADD COLUMN handle_key text COLLATE "C",
ADD COLUMN last_import_job_id uuid REFERENCES import_jobs (id) ON DELETE SET NULL;

ALTER TABLE product_variants
ADD COLUMN barcode_key text COLLATE "C",
ALTER COLUMN sku TYPE text COLLATE "C";

ALTER TABLE staging_products
ADD COLUMN handle_key text COLLATE "C",
ADD COLUMN manufacturer_name text,
ADD COLUMN manufacturer_key text COLLATE "C",
ADD COLUMN category_path text,
ADD COLUMN season_name text,
ADD COLUMN season_key text COLLATE "C",
ADD COLUMN row_status text NOT NULL DEFAULT 'PENDING',
ADD COLUMN errors jsonb;
UPDATE staging_products AS s SET manufacturer_name = e.name
FROM brand_manufacturers AS e WHERE e.id = s.manufacturer_id;
UPDATE staging_products AS s SET season_name = e.name
FROM brand_seasons AS e WHERE e.id = s.season_id;
UPDATE staging_products AS s SET category_path = e.path
FROM taxonomy_categories AS e WHERE e.id = s.category_id;

ALTER TABLE staging_product_variants
DROP COLUMN color_id,
DROP COLUMN size_id,
ADD COLUMN barcode text,
ADD COLUMN barcode_key text COLLATE "C",
ADD COLUMN sku text COLLATE "C",
ADD COLUMN name_override text,
ADD COLUMN description_override text,
ADD COLUMN image_path_override text,
ADD COLUMN row_status text NOT NULL DEFAULT 'PENDING',
ADD COLUMN errors jsonb;

ALTER TABLE staging_product_materials ADD COLUMN material_name text, ADD COLUMN material_key text COLLATE "C";
UPDATE staging_product_materials AS s SET material_name = e.name
FROM brand_materials AS e WHERE e.id = s.brand_material_id;

ALTER TABLE staging_product_journey_steps
ADD COLUMN facility_name text, ADD COLUMN facility_key text COLLATE "C";
UPDATE staging_product_journey_steps AS s SET facility_name = e.name
FROM brand_facilities AS e WHERE e.id = s.facility_id;

ALTER TABLE staging_eco_claims RENAME TO staging_product_eco_claims;
ALTER TABLE staging_product_eco_claims ADD COLUMN eco_claim_name text, ADD COLUMN eco_claim_key text COLLATE "C";
UPDATE staging_product_eco_claims AS s SET eco_claim_name = e.name
FROM brand_eco_claims AS e WHERE e.id = s.eco_claim_id;
