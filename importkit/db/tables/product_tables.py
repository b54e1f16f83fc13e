"""Products and variants, and what is known of each.

Their ids come from the client as UUIDv7: rows written together lie together, in the table and its indexes.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
)

from importkit.db.tables.base import KEY, metadata, moment, owned_by, uuid

products = Table(
    "products",
    metadata,
    uuid("id", primary_key=True),
    owned_by("brand_id", "brands.id"),
    Column("product_handle", Text, nullable=False),
    Column("handle_key", KEY, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("image_path", Text),
    uuid("manufacturer_id", ForeignKey("brand_manufacturers.id"), index=True),
    uuid("category_id", ForeignKey("taxonomy_categories.id"), index=True),
    uuid("season_id", ForeignKey("brand_seasons.id"), index=True),
    Column("status", Text, nullable=False, server_default="unpublished"),
    # Not indexed: it changes with every import, and an index on it would cost each update its HOT path.
    uuid("last_import_job_id", ForeignKey("import_jobs.id", ondelete="SET NULL")),
    moment("created_at", now=True),
    moment("updated_at", now=True),
    UniqueConstraint("brand_id", "handle_key"),
)

product_variants = Table(
    "product_variants",
    metadata,
    uuid("id", primary_key=True),
    owned_by("brand_id", "brands.id"),
    owned_by("product_id", "products.id", index=True),
    Column("barcode", Text),
    Column("barcode_key", KEY),
    Column("sku", KEY),
    Column("name", Text),
    Column("description", Text),
    Column("image_path", Text),
    moment("created_at", now=True),
    moment("updated_at", now=True),
    UniqueConstraint("brand_id", "sku"),
    UniqueConstraint("brand_id", "barcode_key"),
)

product_variant_attributes = Table(
    "product_variant_attributes",
    metadata,
    owned_by("variant_id", "product_variants.id", primary_key=True),
    uuid("attribute_id", primary_key=True),
    uuid("attribute_value_id", nullable=False),
    Column("sort_order", Integer, nullable=False),
    # One reference for both: the value is always one of the attribute.
    ForeignKeyConstraint(
        ["attribute_id", "attribute_value_id"],
        ["brand_attribute_values.attribute_id", "brand_attribute_values.id"],
    ),
    Index(None, "attribute_id", "attribute_value_id"),
)

product_tags = Table(
    "product_tags",
    metadata,
    owned_by("product_id", "products.id", primary_key=True),
    uuid("tag_id", ForeignKey("brand_tags.id"), primary_key=True, index=True),
)


def _weight(table_name: str, owner: str, owners: str) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by(owner, f"{owners}.id", primary_key=True),
        Column("weight", Numeric(10, 2), nullable=False),
        Column("weight_unit", Text, nullable=False, server_default="g"),
        CheckConstraint("weight >= 0", name="weight"),
        CheckConstraint("weight_unit IN ('g', 'kg', 'oz', 'lb')", name="weight_unit"),
    )


def _environment(table_name: str, owner: str, owners: str) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by(owner, f"{owners}.id", primary_key=True),
        Column("carbon_kg_co2e", Numeric(12, 4)),
        Column("water_liters", Numeric(12, 2)),
        CheckConstraint("carbon_kg_co2e >= 0", name="carbon_kg_co2e"),
        CheckConstraint("water_liters >= 0", name="water_liters"),
    )


def _materials(table_name: str, owner: str, owners: str) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by(owner, f"{owners}.id", primary_key=True),
        uuid("brand_material_id", ForeignKey("brand_materials.id"), primary_key=True, index=True),
        Column("percentage", Numeric(6, 2)),
        CheckConstraint("percentage >= 0", name="percentage"),
    )


def _journey_steps(table_name: str, owner: str, owners: str) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by(owner, f"{owners}.id", primary_key=True),
        Column("sort_index", Integer, primary_key=True, autoincrement=False),
        Column("step_type", Text, nullable=False),
        uuid("facility_id", ForeignKey("brand_facilities.id"), primary_key=True, index=True),
    )


def _eco_claims(table_name: str, owner: str, owners: str) -> Table:
    return Table(
        table_name,
        metadata,
        owned_by(owner, f"{owners}.id", primary_key=True),
        uuid("eco_claim_id", ForeignKey("brand_eco_claims.id"), primary_key=True, index=True),
    )


product_weight = _weight("product_weight", "product_id", "products")
variant_weight = _weight("variant_weight", "variant_id", "product_variants")
product_environment = _environment("product_environment", "product_id", "products")
variant_environment = _environment("variant_environment", "variant_id", "product_variants")
product_materials = _materials("product_materials", "product_id", "products")
variant_materials = _materials("variant_materials", "variant_id", "product_variants")
product_journey_steps = _journey_steps("product_journey_steps", "product_id", "products")
variant_journey_steps = _journey_steps("variant_journey_steps", "variant_id", "product_variants")
product_eco_claims = _eco_claims("product_eco_claims", "product_id", "products")
variant_eco_claims = _eco_claims("variant_eco_claims", "variant_id", "product_variants")
