-- An import that made everything of its file notes what that rested on beside the file, so that the same file is known
-- to change nothing when it comes again.
ALTER TABLE public.import_jobs
ADD COLUMN catalog_digest text,
ADD CONSTRAINT import_jobs_catalog_digest_check CHECK (char_length(catalog_digest) <= 100);
CREATE INDEX import_jobs_brand_id_file_sha256_idx ON public.import_jobs (brand_id, file_sha256)
WHERE catalog_digest IS NOT NULL;
