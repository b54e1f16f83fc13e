-- What one brand may notice of another, and what a person may hold up: nothing.
-- What belongs to whom is held by keys, what may be said of an import by checks, and people write to no table any more:
-- functions do it, since a right to change or delete rows is one to lock the whole table, too.

-- A mapping points at what its own brand has. The id stands once more in a column of its kind, which has a key.
ALTER TABLE public.brand_manufacturers ADD CONSTRAINT brand_manufacturers_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_seasons ADD CONSTRAINT brand_seasons_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_tags ADD CONSTRAINT brand_tags_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_attributes ADD CONSTRAINT brand_attributes_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_materials ADD CONSTRAINT brand_materials_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_facilities ADD CONSTRAINT brand_facilities_brand_id_id_key UNIQUE (brand_id, id);
ALTER TABLE public.brand_eco_claims ADD CONSTRAINT brand_eco_claims_brand_id_id_key UNIQUE (brand_id, id);
-- What points elsewhere has never counted in an import, and goes.
DELETE FROM public.value_mappings AS m
WHERE
    m.attribute_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM public.brand_attributes AS a WHERE a.brand_id = m.brand_id AND a.id = m.attribute_id);
DELETE FROM public.value_mappings AS m
WHERE NOT CASE m.kind
    WHEN 'manufacturer' THEN EXISTS (SELECT FROM public.brand_manufacturers AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'season' THEN EXISTS (SELECT FROM public.brand_seasons AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'tag' THEN EXISTS (SELECT FROM public.brand_tags AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'attribute' THEN EXISTS (SELECT FROM public.brand_attributes AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'attribute_value' THEN EXISTS (SELECT FROM public.brand_attribute_values AS t WHERE t.id = m.entity_id AND t.attribute_id = m.attribute_id)
    WHEN 'material' THEN EXISTS (SELECT FROM public.brand_materials AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'facility' THEN EXISTS (SELECT FROM public.brand_facilities AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'eco_claim' THEN EXISTS (SELECT FROM public.brand_eco_claims AS t WHERE t.id = m.entity_id AND t.brand_id = m.brand_id)
    WHEN 'category' THEN EXISTS (SELECT FROM public.taxonomy_categories AS t WHERE t.id = m.entity_id)
END;
ALTER TABLE public.value_mappings
ADD COLUMN mapped_manufacturer_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'manufacturer' THEN entity_id END) STORED,
ADD COLUMN mapped_season_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'season' THEN entity_id END) STORED,
ADD COLUMN mapped_tag_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'tag' THEN entity_id END) STORED,
ADD COLUMN mapped_attribute_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'attribute' THEN entity_id END) STORED,
ADD COLUMN mapped_attribute_value_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'attribute_value' THEN entity_id END) STORED,
ADD COLUMN mapped_material_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'material' THEN entity_id END) STORED,
ADD COLUMN mapped_facility_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'facility' THEN entity_id END) STORED,
ADD COLUMN mapped_eco_claim_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'eco_claim' THEN entity_id END) STORED,
ADD COLUMN mapped_category_id uuid GENERATED ALWAYS AS (CASE WHEN kind = 'category' THEN entity_id END) STORED;
ALTER TABLE public.value_mappings
DROP CONSTRAINT value_mappings_attribute_id_fkey,
ADD CONSTRAINT value_mappings_attribute_id_fkey FOREIGN KEY (brand_id, attribute_id)
REFERENCES public.brand_attributes (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_manufacturer_id_fkey FOREIGN KEY (brand_id, mapped_manufacturer_id)
REFERENCES public.brand_manufacturers (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_season_id_fkey FOREIGN KEY (brand_id, mapped_season_id)
REFERENCES public.brand_seasons (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_tag_id_fkey FOREIGN KEY (brand_id, mapped_tag_id)
REFERENCES public.brand_tags (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_attribute_id_fkey FOREIGN KEY (brand_id, mapped_attribute_id)
REFERENCES public.brand_attributes (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_attribute_value_id_fkey FOREIGN KEY (attribute_id, mapped_attribute_value_id)
REFERENCES public.brand_attribute_values (attribute_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
ADD CONSTRAINT value_mappings_mapped_material_id_fkey FOREIGN KEY (brand_id, mapped_material_id)
REFERENCES public.brand_materials (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_facility_id_fkey FOREIGN KEY (brand_id, mapped_facility_id)
REFERENCES public.brand_facilities (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_eco_claim_id_fkey FOREIGN KEY (brand_id, mapped_eco_claim_id)
REFERENCES public.brand_eco_claims (brand_id, id) ON DELETE CASCADE,
ADD CONSTRAINT value_mappings_mapped_category_id_fkey FOREIGN KEY (mapped_category_id)
REFERENCES public.taxonomy_categories (id) ON DELETE CASCADE;
CREATE INDEX value_mappings_mapped_manufacturer_id_idx ON public.value_mappings (brand_id, mapped_manufacturer_id) WHERE mapped_manufacturer_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_season_id_idx ON public.value_mappings (brand_id, mapped_season_id) WHERE mapped_season_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_tag_id_idx ON public.value_mappings (brand_id, mapped_tag_id) WHERE mapped_tag_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_attribute_id_idx ON public.value_mappings (brand_id, mapped_attribute_id) WHERE mapped_attribute_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_attribute_value_id_idx ON public.value_mappings (attribute_id, mapped_attribute_value_id) WHERE mapped_attribute_value_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_material_id_idx ON public.value_mappings (brand_id, mapped_material_id) WHERE mapped_material_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_facility_id_idx ON public.value_mappings (brand_id, mapped_facility_id) WHERE mapped_facility_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_eco_claim_id_idx ON public.value_mappings (brand_id, mapped_eco_claim_id) WHERE mapped_eco_claim_id IS NOT NULL;
CREATE INDEX value_mappings_mapped_category_id_idx ON public.value_mappings (mapped_category_id) WHERE mapped_category_id IS NOT NULL;

-- What whoever starts an import says of it is bounded; marks of our own are none of its options. A job whose rows have
-- been deleted is looked at once more by the next cleanup, which then notes it in the new column.
ALTER TABLE public.import_jobs ADD COLUMN rows_deleted_at timestamp with time zone;
UPDATE public.import_jobs
SET filename = left(regexp_replace(filename, '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]', '�', 'g'), 255)
WHERE char_length(filename) > 255 OR filename ~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]';
UPDATE public.import_jobs SET file_uri = NULL WHERE char_length(file_uri) > 2048;
UPDATE public.import_jobs SET file_sha256 = NULL WHERE char_length(file_sha256) > 64;
UPDATE public.import_jobs
SET options = CASE WHEN jsonb_typeof(options) = 'object' THEN options - 'swept' ELSE '{}'::jsonb END
WHERE jsonb_typeof(options) <> 'object' OR options ? 'swept';
UPDATE public.import_jobs SET options = '{}'::jsonb
WHERE NOT (
    options - ARRAY['hidden_rows', 'file_bytes', 'plan', 'sheet', 'recipe', 'schema'] = '{}'::jsonb
    AND octet_length(options::text) <= 4096
    AND coalesce(options -> 'hidden_rows', '"import"') IN ('"import"', '"skip"')
    AND coalesce(jsonb_typeof(options -> 'file_bytes'), 'number') = 'number'
    AND coalesce(jsonb_typeof(options -> 'plan'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'sheet'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'recipe'), 'string') = 'string'
);
ALTER TABLE public.import_jobs
ADD CONSTRAINT import_jobs_filename_check CHECK (char_length(filename) <= 255 AND filename !~ '[\u0001-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]'),
ADD CONSTRAINT import_jobs_file_uri_check CHECK (char_length(file_uri) <= 2048),
ADD CONSTRAINT import_jobs_file_sha256_check CHECK (char_length(file_sha256) <= 64),
ADD CONSTRAINT import_jobs_options_check CHECK (CASE WHEN jsonb_typeof(options) = 'object' THEN
    options - ARRAY['hidden_rows', 'file_bytes', 'plan', 'sheet', 'recipe', 'schema'] = '{}'::jsonb
    AND octet_length(options::text) <= 4096
    AND coalesce(options -> 'hidden_rows', '"import"') IN ('"import"', '"skip"')
    AND coalesce(jsonb_typeof(options -> 'file_bytes'), 'number') = 'number'
    AND coalesce(jsonb_typeof(options -> 'plan'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'sheet'), 'string') = 'string'
    AND coalesce(jsonb_typeof(options -> 'recipe'), 'string') = 'string'
ELSE false END);

-- The same person has the same address on every server, whatever its locale.
ALTER TABLE public.brand_members
DROP CONSTRAINT brand_members_email_check,
ADD CONSTRAINT brand_members_email_check CHECK (email = lower(email COLLATE "C") AND email LIKE '%_@_%');
-- The e-mail of whoever asks, as PostgREST and Supabase set it; NULL for nobody and for claims that cannot be read.
-- Only A to Z are folded: what other capital letters fold to depends on the server's locale, and some, such as the
-- Kelvin sign, fold to a letter that another person's address has.
CREATE OR REPLACE FUNCTION public.current_email() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = ''
AS $$
BEGIN
    -- After a SET LOCAL the setting reads as '' for the rest of the session, not as NULL.
    RETURN lower((nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email') COLLATE "C");
EXCEPTION
    WHEN data_exception OR statement_too_complex THEN
        RETURN NULL;
END
$$;
-- Makes a job that waits for a worker, in the name of whoever asks, and returns its id.
-- An id that is given ends as the brand's does: whoever tries ids meets jobs of their own brand and of no other, so no
-- answer tells whether another brand has a job of that id.
CREATE OR REPLACE FUNCTION public.start_import(
    brand_id uuid,
    filename text,
    mode text,
    file_uri text DEFAULT NULL,
    file_sha256 text DEFAULT NULL,
    options jsonb DEFAULT '{}',
    job_id uuid DEFAULT NULL
) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    new_id uuid := coalesce(start_import.job_id, gen_random_uuid());
BEGIN
    PERFORM public.require_member(start_import.brand_id);
    IF NOT EXISTS (SELECT FROM public.brands AS b WHERE b.id = start_import.brand_id AND b.import_enabled) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'imports are switched off for this brand',
            HINT = 'Whoever runs this database can switch them on: importkit brands enable '
                || (SELECT b.slug FROM public.brands AS b WHERE b.id = start_import.brand_id);
    END IF;
    IF right(start_import.job_id::text, 12) <> right(start_import.brand_id::text, 12) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = 'the id of an import ends in the same 12 digits as that of its brand',
            HINT = 'Leave job_id out, and the import gets an id.';
    END IF;
    INSERT INTO public.import_jobs (id, brand_id, filename, mode, file_uri, file_sha256, options, created_by)
    VALUES (
        new_id, start_import.brand_id, start_import.filename, start_import.mode, start_import.file_uri,
        start_import.file_sha256, start_import.options, public.current_email()
    );
    RETURN new_id;
END
$$;
-- Raises unless whoever asks owns that brand. The brand is held until the transaction ends: of two who change at once
-- who belongs to it, the second one sees what the first one did.
CREATE FUNCTION public.require_owner(brand_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM FROM public.brands AS b
    WHERE b.id = require_owner.brand_id AND b.id IN (SELECT public.current_brand_ids_as('owner'))
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'only an owner of this brand may change who belongs to it',
            HINT = 'Ask an owner of the brand.';
    END IF;
END
$$;
REVOKE ALL ON FUNCTION public.require_owner FROM PUBLIC, authenticated, service_role;
-- Lets a spelling mean a name of the brand's catalog, in place of what it meant before, in the name of whoever asks.
-- What the brand's catalog does not have is missing, whether another brand has it or nobody.
CREATE FUNCTION public.map_value(
    brand_id uuid,
    kind text,
    raw_name text,
    raw_key text,
    entity_id uuid,
    attribute_id uuid DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(map_value.brand_id);
    INSERT INTO public.value_mappings AS v (brand_id, kind, attribute_id, raw_name, raw_key, entity_id, created_by)
    VALUES (
        map_value.brand_id, map_value.kind, map_value.attribute_id, map_value.raw_name, map_value.raw_key,
        map_value.entity_id, public.current_email()
    )
    ON CONFLICT ON CONSTRAINT value_mappings_brand_id_kind_attribute_id_raw_key_key DO UPDATE
    SET raw_name = excluded.raw_name, entity_id = excluded.entity_id, created_by = excluded.created_by;
    -- The key of a value is looked at when the transaction ends: here, so that the refusal is this function's.
    SET CONSTRAINTS public.value_mappings_mapped_attribute_value_id_fkey IMMEDIATE;
    SET CONSTRAINTS public.value_mappings_mapped_attribute_value_id_fkey DEFERRED;
EXCEPTION
    WHEN foreign_key_violation THEN
        RAISE no_data_found USING MESSAGE = 'the catalog of this brand has no such name';
END
$$;
REVOKE ALL ON FUNCTION public.map_value FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.map_value TO authenticated;
-- Forgets what a spelling means, in the name of whoever asks; false when it meant nothing.
CREATE FUNCTION public.unmap_value(
    brand_id uuid,
    kind text,
    raw_key text,
    attribute_id uuid DEFAULT NULL
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_member(unmap_value.brand_id);
    DELETE FROM public.value_mappings AS v
    WHERE
        v.brand_id = unmap_value.brand_id
        AND v.kind = unmap_value.kind
        AND v.attribute_id IS NOT DISTINCT FROM unmap_value.attribute_id
        AND v.raw_key = unmap_value.raw_key;
    RETURN FOUND;
END
$$;
REVOKE ALL ON FUNCTION public.unmap_value FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.unmap_value TO authenticated;
-- Gives a person a role in a brand, in place of the one they had, in the name of an owner.
CREATE FUNCTION public.put_member(brand_id uuid, email text, role text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_owner(put_member.brand_id);
    INSERT INTO public.brand_members AS m (brand_id, email, role)
    VALUES (put_member.brand_id, lower(btrim(put_member.email) COLLATE "C"), put_member.role)
    ON CONFLICT ON CONSTRAINT brand_members_pkey DO UPDATE SET role = excluded.role;
END
$$;
REVOKE ALL ON FUNCTION public.put_member FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.put_member TO authenticated;
-- Takes a person out of a brand, in the name of an owner; false when they did not belong to it.
CREATE FUNCTION public.remove_member(brand_id uuid, email text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    PERFORM public.require_owner(remove_member.brand_id);
    DELETE FROM public.brand_members AS m
    WHERE m.brand_id = remove_member.brand_id AND m.email = lower(btrim(remove_member.email) COLLATE "C");
    RETURN FOUND;
END
$$;
REVOKE ALL ON FUNCTION public.remove_member FROM PUBLIC, authenticated, service_role;
GRANT EXECUTE ON FUNCTION public.remove_member TO authenticated;
-- A trigger: the last owner of a brand stays, whoever takes them out and by whatever statement; only with the brand
-- itself they go. Owners who stay are held: of two who go at once, one stays.
CREATE FUNCTION public.keep_an_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    brand_slug text := (SELECT b.slug FROM public.brands AS b WHERE b.id = old.brand_id);
BEGIN
    PERFORM FROM public.brand_members AS m
    WHERE m.brand_id = old.brand_id AND m.role = 'owner'
    FOR SHARE;
    IF NOT FOUND AND brand_slug IS NOT NULL THEN
        RAISE object_not_in_prerequisite_state USING
            MESSAGE = format('%s is the last owner of the brand ''%s''', old.email, brand_slug),
            HINT = 'Make somebody else an owner first.';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.keep_an_owner FROM PUBLIC, authenticated, service_role;
CREATE TRIGGER keep_an_owner
AFTER UPDATE OR DELETE ON public.brand_members
FOR EACH ROW
WHEN (old.role = 'owner')
EXECUTE FUNCTION public.keep_an_owner();
-- Nobody is nobody where a server gives its visitors everything.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = 'anon') THEN
        REVOKE ALL ON FUNCTION
        public.require_owner, public.map_value, public.unmap_value, public.put_member, public.remove_member,
        public.keep_an_owner
        FROM anon;
    END IF;
END
$$;
DROP POLICY brand_members_write ON public.brand_members;
DROP POLICY value_mappings_write ON public.value_mappings;
REVOKE INSERT, UPDATE, DELETE ON public.brand_members FROM authenticated;
REVOKE INSERT, UPDATE, DELETE ON public.value_mappings FROM authenticated;
