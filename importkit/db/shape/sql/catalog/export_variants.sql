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

$lists

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
    $columns
FROM product_variants AS variant
LEFT JOIN attributes ON attributes.variant_id = variant.id
LEFT JOIN variant_environment AS environment ON environment.variant_id = variant.id
LEFT JOIN variant_weight AS weight ON weight.variant_id = variant.id
$joins
WHERE variant.brand_id = CAST(:brand_id AS uuid)
ORDER BY variant.product_id, variant.sku, variant.barcode, variant.id
