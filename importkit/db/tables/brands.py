"""Brands, who belongs to them, and the categories all of them share."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from importkit.db.tables.base import KEY, metadata, moment, owned_by, small_id, uuid

brands = Table(
    "brands",
    metadata,
    small_id(),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("import_enabled", Boolean, nullable=False, server_default=text("true")),
    moment("created_at", now=True),
)

brand_members = Table(
    "brand_members",
    metadata,
    owned_by("brand_id", "brands.id", primary_key=True),
    Column("email", Text, primary_key=True),
    Column("role", Text, nullable=False, server_default="member"),
    moment("created_at", now=True),
    CheckConstraint("role IN ('owner', 'member', 'viewer')", name="role"),
    CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name="email"),
    Index(None, "email"),
)

taxonomy_categories = Table(
    "taxonomy_categories",
    metadata,
    small_id(),
    Column("name", Text, nullable=False),
    uuid("parent_id", ForeignKey("taxonomy_categories.id"), index=True),
    Column("path", Text, nullable=False, unique=True),
    Column("path_key", KEY, nullable=False, unique=True),
)

#: What another spelling means: entity_id is an id of the table that `kind` names.
value_mappings = Table(
    "value_mappings",
    metadata,
    small_id(),
    owned_by("brand_id", "brands.id"),
    Column("kind", Text, nullable=False),
    uuid("attribute_id", ForeignKey("brand_attributes.id", ondelete="CASCADE"), index=True),
    Column("raw_name", Text, nullable=False),
    Column("raw_key", KEY, nullable=False),
    uuid("entity_id", nullable=False),
    Column("created_by", Text),
    moment("created_at", now=True),
    CheckConstraint(
        "kind IN ('manufacturer', 'season', 'tag', 'attribute', 'attribute_value', 'material', 'facility',"
        " 'eco_claim', 'category')",
        name="kind",
    ),
    CheckConstraint("(kind = 'attribute_value') = (attribute_id IS NOT NULL)", name="attribute"),
    UniqueConstraint("brand_id", "kind", "attribute_id", "raw_key", postgresql_nulls_not_distinct=True),
)
