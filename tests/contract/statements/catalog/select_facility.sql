-- Read the facilities of a brand with how many products have each, and how many variants of their own.
-- in: brand_id; out: a row per facility.
SELECT
    CAST(NULL AS text) AS attribute,
    entity.name,
    coalesce(of_products.uses, 0) AS products,
    coalesce(of_variants.uses, 0) AS variants,
    CAST(entity.id AS text) AS id
FROM brand_facilities AS entity
LEFT JOIN (
    SELECT facility_id, count(DISTINCT product_id) AS uses
    FROM product_journey_steps
    WHERE facility_id IN (SELECT own.id FROM brand_facilities AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY facility_id
) AS of_products ON of_products.facility_id = entity.id
LEFT JOIN (
    SELECT facility_id, count(DISTINCT variant_id) AS uses
    FROM variant_journey_steps
    WHERE facility_id IN (SELECT own.id FROM brand_facilities AS own WHERE own.brand_id = CAST(:brand_id AS uuid))
    GROUP BY facility_id
) AS of_variants ON of_variants.facility_id = entity.id
WHERE entity.brand_id = CAST(:brand_id AS uuid)
ORDER BY entity.name_key
