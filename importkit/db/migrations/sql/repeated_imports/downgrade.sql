-- Imports without a note of what they rested on.
DROP INDEX public.import_jobs_brand_id_file_sha256_idx;
ALTER TABLE public.import_jobs
DROP CONSTRAINT import_jobs_catalog_digest_check,
DROP COLUMN catalog_digest;
