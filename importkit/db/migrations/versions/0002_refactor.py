"""The import rebuilt: modes, row statuses, attributes for colours and sizes, keys, row level security."""

from __future__ import annotations

from importkit.db.migrations.frozen_keys import barcode_key, name_key, path_key
from importkit.db.migrations.scripts import KeyColumn, restore_from_backup, run_script

revision = "0002_refactor"
down_revision = "0001_baseline"
branch_labels = None
depends_on = None

_BRAND = ("brand_id",)
_KEYS = (
    KeyColumn("brand_manufacturers", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_seasons", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_tags", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_attributes", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_attribute_values", "name", "name_key", name_key, ("attribute_id",)),
    KeyColumn("brand_materials", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_facilities", "name", "name_key", name_key, _BRAND),
    KeyColumn("brand_eco_claims", "name", "name_key", name_key, _BRAND),
    KeyColumn("taxonomy_categories", "path", "path_key", path_key, scope=(), age=("id",)),
    KeyColumn("value_mappings", "raw_name", "raw_key", name_key, ("brand_id", "kind", "attribute_id")),
    KeyColumn("products", "product_handle", "handle_key", name_key, _BRAND),
    KeyColumn("product_variants", "barcode", "barcode_key", barcode_key, _BRAND),
    KeyColumn("staging_products", "product_handle", "handle_key", name_key),
    KeyColumn("staging_products", "manufacturer_name", "manufacturer_key", name_key),
    KeyColumn("staging_products", "season_name", "season_key", name_key),
    KeyColumn("staging_product_materials", "material_name", "material_key", name_key),
    KeyColumn("staging_product_journey_steps", "facility_name", "facility_key", name_key),
    KeyColumn("staging_product_eco_claims", "eco_claim_name", "eco_claim_key", name_key),
)


def upgrade() -> None:
    """Add columns, compute keys, then hold rows to them; new tables; who may do what."""
    run_script("refactor", "roles")
    run_script("refactor", "columns")
    for column in _KEYS:
        column.fill()
    run_script("refactor", "constraints")
    run_script("refactor", "tables")
    run_script("refactor", "access")


def downgrade() -> None:
    """Go back without losing a row; what the old tables have no place for stays in the backup copy."""
    run_script("refactor", "downgrade_access")
    run_script("refactor", "downgrade")
    restore_from_backup("0001_baseline", "staging_product_variants", "refactor", "restore_colours_and_sizes")
    restore_from_backup("0001_baseline", "value_mappings", "refactor", "restore_mappings")
