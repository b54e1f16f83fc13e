-- Nothing was here before.
DROP TABLE
staging_eco_claims, staging_product_environment, staging_product_journey_steps, staging_product_materials,
staging_product_variants, staging_products,
variant_eco_claims, variant_journey_steps, variant_materials, variant_environment, variant_weight,
product_eco_claims, product_journey_steps, product_materials, product_environment, product_weight,
product_tags, product_variant_attributes, product_variants, products,
brand_attribute_values, brand_attributes, brand_manufacturers, brand_seasons, brand_tags, brand_materials,
brand_facilities, brand_eco_claims,
import_jobs, value_mappings, taxonomy_categories, brand_members, brands;
