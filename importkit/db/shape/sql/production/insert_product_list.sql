-- Write the $nouns of the new products.
-- in: job_id; out: adds to $table. $merging
INSERT INTO $table (product_id, $columns)
SELECT matched.product_id, $values
FROM $staging AS staged
INNER JOIN matched_products AS matched ON matched.staging_product_id = staged.staging_product_id
INNER JOIN staged_names AS name ON name.kind = '$kind' AND name.name_key = staged.${kind}_key
WHERE staged.job_id = CAST(:job_id AS uuid) AND NOT matched.is_existing AND NOT matched.is_failed
$ending
