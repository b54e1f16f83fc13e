"""Every table, declared: migrations get there, and one test compares the two."""

from __future__ import annotations

from importkit.db.columns import metadata
from importkit.db.shape.tables import declare_production, declare_staging
from importkit.db.tables.brand_tables import brand_members, brands, taxonomy_categories, value_mappings
from importkit.db.tables.catalog_tables import brand_attribute_values
from importkit.db.tables.draft_tables import (
    draft_edits,
    draft_excluded_products,
    drafts,
    import_edits,
    source_files,
)
from importkit.db.tables.job_tables import (
    import_findings,
    import_jobs,
    import_journal,
    import_row_outcomes,
    import_rows,
)
from importkit.db.tables.product_tables import product_variants, products
from importkit.db.tables.staging_tables import staging_product_variants, staging_products

#: What products and variants hold.
PRODUCTION = (products, product_variants, *declare_production())

#: The staging tables, owners before what they own.
STAGING = (staging_products, staging_product_variants, *declare_staging())

__all__ = [
    "PRODUCTION",
    "STAGING",
    "brand_attribute_values",
    "brand_members",
    "brands",
    "draft_edits",
    "draft_excluded_products",
    "drafts",
    "import_edits",
    "import_findings",
    "import_jobs",
    "import_journal",
    "import_row_outcomes",
    "import_rows",
    "metadata",
    "product_variants",
    "products",
    "source_files",
    "staging_product_variants",
    "staging_products",
    "taxonomy_categories",
    "value_mappings",
]
