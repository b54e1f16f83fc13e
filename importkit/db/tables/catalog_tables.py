"""What a brand's products refer to; each name stands once, by its key."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from importkit.db.tables.base import KEY, metadata, moment, owned_by, small_id


def _catalog(table_name: str) -> Table:
    return Table(
        table_name,
        metadata,
        small_id(),
        owned_by("brand_id", "brands.id"),
        Column("name", Text, nullable=False),
        Column("name_key", KEY, nullable=False),
        moment("created_at", now=True),
        UniqueConstraint("brand_id", "name_key"),
        # Lets others refer to brand and name in one, so that the name is always one of the brand.
        UniqueConstraint("brand_id", "id"),
    )


brand_manufacturers = _catalog("brand_manufacturers")
brand_seasons = _catalog("brand_seasons")
brand_tags = _catalog("brand_tags")
brand_attributes = _catalog("brand_attributes")
brand_materials = _catalog("brand_materials")
brand_facilities = _catalog("brand_facilities")
brand_eco_claims = _catalog("brand_eco_claims")

brand_attribute_values = Table(
    "brand_attribute_values",
    metadata,
    small_id(),
    owned_by("brand_id", "brands.id"),
    owned_by("attribute_id", "brand_attributes.id"),
    Column("name", Text, nullable=False),
    Column("name_key", KEY, nullable=False),
    moment("created_at", now=True),
    UniqueConstraint("attribute_id", "name_key"),
    # Lets a variant refer to attribute and value in one, so that the value is always one of the attribute.
    UniqueConstraint("attribute_id", "id"),
    Index(None, "brand_id"),
)
