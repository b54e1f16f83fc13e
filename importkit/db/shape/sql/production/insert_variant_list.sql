-- Write the $nouns that new variants have of their own; what equals the stored product is no override.
-- in: job_id; out: adds to $table. $merging
INSERT INTO $table (variant_id, $columns)
SELECT matched.variant_id, $values
FROM $staging AS staged
INNER JOIN matched_variants AS matched ON matched.staging_variant_id = staged.staging_variant_id
INNER JOIN matched_products AS owner ON owner.staging_product_id = matched.staging_product_id
INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
WHERE
    staged.job_id = CAST(:job_id AS uuid)
    AND NOT matched.is_existing
    AND NOT owner.is_failed
    AND (
        NOT matched.product_is_existing
        OR EXISTS (
            SELECT FROM differences AS difference
            WHERE difference.staging_variant_id = matched.staging_variant_id AND difference.target = '$field'
        )
    )
$ending
