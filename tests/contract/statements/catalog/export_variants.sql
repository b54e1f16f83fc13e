-- Read what the variants of a brand have themselves, in the columns of a sheet.
-- in: brand_id; out: a row per variant, those of a product by SKU, then barcode. Between the items of a list stands
-- chr(30), between a name and its amount chr(31). A sheet has room for three attributes;
-- `attribute_count` tells how many there are.
WITH owner AS (
    SELECT id FROM product_variants WHERE brand_id = CAST(:brand_id AS uuid)
),

placed AS (
    SELECT
        used.variant_id,
        attribute.name,
        value.name AS value,
        row_number() OVER (PARTITION BY used.variant_id ORDER BY used.sort_order, attribute.name_key) AS place
    FROM owner
    INNER JOIN product_variant_attributes AS used ON used.variant_id = owner.id
    INNER JOIN brand_attributes AS attribute ON attribute.id = used.attribute_id
    INNER JOIN brand_attribute_values AS value ON value.id = used.attribute_value_id
),

attributes AS (
    SELECT
        placed.variant_id,
        count(*) AS attribute_count,
        max(placed.name) FILTER (WHERE placed.place = 1) AS name_1,
        max(placed.value) FILTER (WHERE placed.place = 1) AS value_1,
        max(placed.name) FILTER (WHERE placed.place = 2) AS name_2,
        max(placed.value) FILTER (WHERE placed.place = 2) AS value_2,
        max(placed.name) FILTER (WHERE placed.place = 3) AS name_3,
        max(placed.value) FILTER (WHERE placed.place = 3) AS value_3
    FROM placed
    GROUP BY placed.variant_id
),

materials AS (
    SELECT
        used.variant_id,
        string_agg(
            entity.name || chr(31) || coalesce(CAST(trim_scale(used.percentage) AS text), ''), chr(30)
            ORDER BY used.percentage DESC NULLS LAST, entity.name_key ASC
        ) AS items
    FROM owner
    INNER JOIN variant_materials AS used ON used.variant_id = owner.id
    INNER JOIN brand_materials AS entity ON entity.id = used.brand_material_id
    GROUP BY used.variant_id
),

journey_steps AS (
    SELECT
        used.variant_id,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 0) AS place_0,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 1) AS place_1,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 2) AS place_2,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 3) AS place_3,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 4) AS place_4,
        string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.sort_index = 5) AS place_5
    FROM owner
    INNER JOIN variant_journey_steps AS used ON used.variant_id = owner.id
    INNER JOIN brand_facilities AS entity ON entity.id = used.facility_id
    GROUP BY used.variant_id
),

eco_claims AS (
    SELECT used.variant_id, string_agg(entity.name, chr(30) ORDER BY entity.name_key) AS items
    FROM owner
    INNER JOIN variant_eco_claims AS used ON used.variant_id = owner.id
    INNER JOIN brand_eco_claims AS entity ON entity.id = used.eco_claim_id
    GROUP BY used.variant_id
)

SELECT
    CAST(variant.product_id AS text) AS product_id,
    CAST(variant.id AS text) AS variant_id,
    CAST(coalesce(attributes.attribute_count, 0) AS text) AS attribute_count,
    variant.barcode AS "Barcode",
    variant.sku AS "SKU",
    attributes.name_1 AS "Attribute 1",
    attributes.value_1 AS "Attribute Value 1",
    attributes.name_2 AS "Attribute 2",
    attributes.value_2 AS "Attribute Value 2",
    attributes.name_3 AS "Attribute 3",
    attributes.value_3 AS "Attribute Value 3",
    variant.name AS "Product Title",
    variant.description AS "Description",
    variant.image_path AS "Image",
    CAST(trim_scale(environment.carbon_kg_co2e) AS text) AS "Kilograms CO2",
    CAST(trim_scale(environment.water_liters) AS text) AS "Liters Water Used",
    trim_scale(weight.weight) || ' ' || weight.weight_unit AS "Grams Weight",
    materials.items AS "Materials Percentages",
    journey_steps.place_0 AS "Raw Material",
    journey_steps.place_1 AS "Weaving",
    journey_steps.place_2 AS "Dyeing/Printing",
    journey_steps.place_3 AS "Stitching",
    journey_steps.place_4 AS "Assembly",
    journey_steps.place_5 AS "Finishing",
    eco_claims.items AS "Eco Claims"
FROM product_variants AS variant
LEFT JOIN attributes ON attributes.variant_id = variant.id
LEFT JOIN variant_environment AS environment ON environment.variant_id = variant.id
LEFT JOIN variant_weight AS weight ON weight.variant_id = variant.id
LEFT JOIN materials ON materials.variant_id = variant.id
LEFT JOIN journey_steps ON journey_steps.variant_id = variant.id
LEFT JOIN eco_claims ON eco_claims.variant_id = variant.id
WHERE variant.brand_id = CAST(:brand_id AS uuid)
ORDER BY variant.product_id, variant.sku, variant.barcode, variant.id
