-- Tell whether whoever asks may change what the brand has; viewers only look.
-- in: brand_id; out: true or false.
SELECT CAST(:brand_id AS uuid) IN (SELECT current_brand_ids_as('member', 'owner'))
