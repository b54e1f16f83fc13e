"""Brands, who belongs to them, and the categories all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from importkit import shape
from importkit.db.columns import KEY, metadata, moment, one_of, owned_by, small_id, uuid

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    CheckConstraint("email = lower(email COLLATE \"C\") AND email LIKE '%_@_%'", name="email"),
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

#: The table that a mapping of each kind points into, and the column that the two share: the brand, or the
#: attribute, which is the brand's. With it in the key, no mapping points at what another brand has, and what
#: another brand has is as missing as what never was.
_MAPPED: dict[str, tuple[str, str | None]] = {
    **{entity.kind: (entity.table, "brand_id") for entity in shape.PLAIN_ENTITIES},
    shape.ATTRIBUTE_VALUE.kind: (shape.ATTRIBUTE_VALUE.table, f"{shape.ATTRIBUTE.kind}_id"),
    "category": ("taxonomy_categories", None),
}


def _mapped_columns() -> Iterator[Column[Any]]:
    """Yield a column for each kind that holds entity_id where the mapping is of that kind."""
    for kind in _MAPPED:
        # As Postgres writes it, since Alembic compares the two.
        case = f"CASE WHEN kind = '{kind}'::text THEN entity_id ELSE NULL::uuid END"
        entity = Computed(case, persisted=True)
        yield uuid(f"mapped_{kind}_id", entity)


def _mapped_keys() -> Iterator[ForeignKeyConstraint | Index]:
    """Yield what holds each of these columns to its table, and finds the mappings of what is deleted."""
    for kind, (table, shared) in _MAPPED.items():
        here = f"mapped_{kind}_id"
        columns, there = [here], [f"{table}.id"]
        if shared:
            columns, there = [shared, here], [f"{table}.{shared}", f"{table}.id"]
        # A merge of attributes repoints spellings of values first, and moves the values after that.
        later = kind == "attribute_value" or None
        yield ForeignKeyConstraint(
            columns,
            there,
            name=f"value_mappings_{here}_fkey",
            ondelete="CASCADE",
            deferrable=later,
            initially=later and "DEFERRED",
        )
        only = text(f"{here} IS NOT NULL")
        yield Index(f"value_mappings_{here}_idx", *columns, postgresql_where=only)


#: What another spelling means: entity_id is an id of the table that `kind` names.
value_mappings = Table(
    "value_mappings",
    metadata,
    small_id(),
    owned_by("brand_id", "brands.id"),
    Column("kind", Text, nullable=False),
    uuid("attribute_id", index=True),
    Column("raw_name", Text, nullable=False),
    Column("raw_key", KEY, nullable=False),
    uuid("entity_id", nullable=False),
    Column("created_by", Text),
    moment("created_at", now=True),
    *_mapped_columns(),
    one_of("kind", (*(entity.kind for entity in shape.ENTITIES), "category")),
    CheckConstraint("(kind = 'attribute_value') = (attribute_id IS NOT NULL)", name="attribute"),
    UniqueConstraint("brand_id", "kind", "attribute_id", "raw_key", postgresql_nulls_not_distinct=True),
    ForeignKeyConstraint(
        ("brand_id", "attribute_id"),
        ("brand_attributes.brand_id", "brand_attributes.id"),
        name="value_mappings_attribute_id_fkey",
        ondelete="CASCADE",
    ),
    *_mapped_keys(),
)
