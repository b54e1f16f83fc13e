-- Take over the variant of each row that may commit.
-- in: nothing; out: fills matched_variants. A row that found none keeps its staging id; it is in conflict, and
-- its product fails.
INSERT INTO matched_variants (
    staging_variant_id, staging_product_id, row_number, product_id, variant_id, is_existing, product_is_existing
)
SELECT
    found.staging_variant_id,
    found.staging_product_id,
    found.row_number,
    owner.product_id,
    coalesce(found.variant_id, found.staging_variant_id),
    found.variant_id IS NOT NULL,
    owner.is_existing
FROM sheet_variants AS found
INNER JOIN matched_products AS owner ON owner.staging_product_id = found.staging_product_id
WHERE found.is_pending
