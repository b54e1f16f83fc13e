-- Read the eco claims of a brand with how many products have each, and how many variants of their own.
-- in: brand_id; out: a row per eco claim.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    coalesce(of_products.uses, 0) AS products,
    coalesce(of_variants.uses, 0) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_eco_claims AS entity
LEFT JOIN (
    SELECT eco_claim_id, count(DISTINCT product_id) AS uses
    FROM product_eco_claims
    WHERE eco_claim_id IN (SELECT own.id FROM brand_eco_claims AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY eco_claim_id
) AS of_products ON of_products.eco_claim_id = entity.id
LEFT JOIN (
    SELECT eco_claim_id, count(DISTINCT variant_id) AS uses
    FROM variant_eco_claims
    WHERE eco_claim_id IN (SELECT own.id FROM brand_eco_claims AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY eco_claim_id
) AS of_variants ON of_variants.eco_claim_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
ORDER BY entity.name_key
