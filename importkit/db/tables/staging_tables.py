"""The tables of staging for products and variants, among the 14 of a sheet on its way into production.

Catalog entities exist only from the commit on and failed rows never resolve, so each reference to one stands
beside its name and may be NULL; what is set points at an entity, which cannot go before the row does. A row
goes with its job, and a child with its owner. Good rows pass through temporary tables of the same columns,
which have no keys: these cost what stays behind, the failed rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from importkit.db.columns import KEY, uuid
from importkit.db.shape.tables import staged_entity, staged_owner, staging, staging_id
from importkit.shape import Level

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem


def _cleared() -> Column[Any]:
    """Return the fields that the row empties: a blank cell keeps what is stored, the clear mark does not."""
    return Column("cleared", ARRAY(Text))


def _row_status() -> list[SchemaItem]:
    return [
        Column("row_status", Text, nullable=False, server_default="PENDING"),
        Column("errors", JSONB),
        CheckConstraint("row_status IN ('PENDING', 'COMMITTED', 'FAILED')", name="row_status"),
    ]


def _action() -> list[SchemaItem]:
    """What commit will do with the row; NULL until it was matched with production."""
    return [
        Column("action", Text),
        CheckConstraint("action IN ('CREATE', 'UPDATE', 'NONE')", name="action"),
    ]


staging_products = staging(
    "staging_products",
    staging_id(),
    Column("row_number", Integer, nullable=False),
    Column("product_handle", Text),
    Column("handle_key", KEY),
    Column("name", Text),
    Column("description", Text),
    Column("image_path", Text),
    Column("manufacturer_name", Text),
    Column("manufacturer_key", KEY),
    *staged_entity("manufacturer_id", "brand_manufacturers"),
    Column("category_path", Text),
    *staged_entity("category_id", "taxonomy_categories"),
    Column("season_name", Text),
    Column("season_key", KEY),
    *staged_entity("season_id", "brand_seasons"),
    uuid("id"),
    uuid("existing_product_id"),
    *_row_status(),
    *_action(),
    _cleared(),
    Index(None, "job_id", "row_number"),
)

staging_product_variants = staging(
    "staging_product_variants",
    staging_id(),
    staged_owner(Level.PRODUCT, index=True),
    Column("row_number", Integer, nullable=False),
    Column("barcode", Text),
    Column("barcode_key", KEY),
    Column("sku", KEY),
    Column("name_override", Text),
    Column("description_override", Text),
    Column("image_path_override", Text),
    uuid("id"),
    uuid("product_id"),
    uuid("existing_variant_id"),
    *_row_status(),
    *_action(),
    _cleared(),
    Index(None, "job_id", "row_number"),
)
