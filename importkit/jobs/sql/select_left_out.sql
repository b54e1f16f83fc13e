-- The products that a draft leaves out.
-- in: draft_id; out: product_handle.
SELECT product_handle FROM draft_excluded_products
WHERE draft_id = CAST(:draft_id AS uuid)
ORDER BY product_handle
