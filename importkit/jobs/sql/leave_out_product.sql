-- Leave a product out of what a draft imports, or take it in again.
-- in: draft_id, product_handle, left_out; out: nothing that is read.
SELECT leave_out_product(
    draft_id => CAST(:draft_id AS uuid), product_handle => :product_handle, left_out => CAST(:left_out AS boolean)
)
