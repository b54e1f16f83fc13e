"""What a brand's products refer to; each name stands once, by its key."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from importkit import shape
from importkit.db.columns import KEY, metadata, moment, owned_by, small_id
from importkit.db.shape.tables import entity_table

for _entity in shape.PLAIN_ENTITIES:
    entity_table(_entity)

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
