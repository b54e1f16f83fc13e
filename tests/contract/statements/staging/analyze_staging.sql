-- Let the planner know what was staged in temporary tables; nobody else analyzes these.
-- in: nothing; out: nothing.
ANALYZE
staging_products,
staging_product_variants,
staging_variant_attributes,
staging_product_tags,
staging_product_weight,
staging_variant_weight,
staging_product_environment,
staging_variant_environment,
staging_product_materials,
staging_variant_materials,
staging_product_journey_steps,
staging_variant_journey_steps,
staging_product_eco_claims,
staging_variant_eco_claims
